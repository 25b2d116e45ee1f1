using System.ComponentModel;
using System.Text.Json.Nodes;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>A format in the list.</summary>
internal sealed record FormatLine(
    [property: Description("格式代碼。")] string Code,
    [property: Description("名稱。")] string Title,
    [property: Description("宣告的網址。")] string Self
);

/// <summary>The declaration of a format, from which reading and checking derive too.</summary>
internal sealed record FormatView(
    [property: Description("格式代碼。")] string Code,
    [property: Description("名稱。")] string Title,
    [property: Description("用途與由誰傳送。")] string Summary,
    [property: Description("功能代碼；第一個決定填報期間。")] IReadOnlyList<string> Functions,
    [property: Description("每檔最大位元組數。")] long MaxBytes,
    [property: Description("每檔最多資料列數；超過時整檔不匯入。")] int MaxRows,
    [property: Description("whole-file：有一列錯誤就整檔不寫入。good-rows：無誤的列可以先寫入。")] AcceptPolicy Policy,
    [property: Description("傳送時要說的設定，寫在網址的參數。")] IReadOnlyList<SettingView> Settings,
    [property: Description("欄位，依範本的順序；檔案裡順序不拘。")] IReadOnlyList<ColumnView> Columns,
    [property: Description("檢核規則。")] IReadOnlyList<RuleView> Rules,
    [property: Description("一列資料的 JSON Schema 的網址。")] string Schema,
    [property: Description("給人看的說明與範本。")] string Page
)
{
    public static FormatView Of(FileFormat format) =>
        new(
            format.Code,
            format.Title,
            format.Summary,
            format.Functions,
            format.MaxBytes,
            format.Limits.Rows,
            format.Policy,
            [.. format.Settings.Select(s => new SettingView(s.Name, s.Title, s.Type.Title, CodesOf(s.Type)))],
            [
                .. format.Columns.Select(c => new ColumnView(
                    c.Title,
                    c.Aliases,
                    c.Required,
                    c.Required && !c.MayBeAbsent,
                    c.Type.Title,
                    c.Description,
                    c.Example.Length == 0 ? null : c.Example,
                    CodesOf(c.Type)
                )),
            ],
            [
                .. format.Rules.Select(r => new RuleView(r.Code, r.Severity, format[r.Column].Title, r.Reason, r.Hint)),
                .. format.Steps.OfType<SetStep.Check>().Select(c => new RuleView(c.Code, c.Severity, c.Column is { } name ? format[name].Title : null, c.Reason.Replace("{0}", "…", StringComparison.Ordinal), c.Hint)),
            ],
            FormatEndpoints.Address(format.Code) + "/schema",
            $"/formats/{format.Code}"
        );

    /// <summary>A row as JSON Schema (2020-12): keys are the headings, values as they may stand in a file.</summary>
    public static JsonObject RowSchema(FileFormat format)
    {
        var properties = new JsonObject();
        foreach (var column in format.Columns)
        {
            properties[column.Title] = ValueSchema(column);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:studentnet:format:{format.Code}:row",
            ["title"] = format.Title,
            ["description"] = format.Summary,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. format.Columns.Where(c => c.Required && !c.MayBeAbsent).Select(c => (JsonNode)c.Title)]),
        };
    }

    private static JsonObject ValueSchema(Column column)
    {
        var description = string.Join('；', new[] { column.Type.Title, FormatFiles.Explain(column) }.Where(t => t.Length > 0));
        var schema = new JsonObject { ["description"] = description };
        // Spreadsheets make everything a text, programs do not: both are read.
        string[] types = column.Type.Storage switch
        {
            BulkType.Int or BulkType.Long => ["integer", "string"],
            BulkType.Bool => ["boolean", "string"],
            _ when column.Type.Codes is not null => ["string", "integer"],
            _ => ["string"],
        };
        schema["type"] = new JsonArray([.. (column.Required ? types : [.. types, "null"]).Select(t => (JsonNode)t)]);
        if (column.Example.Length > 0)
        {
            schema["examples"] = new JsonArray(column.Example);
        }

        return schema;
    }

    private static IReadOnlyList<CodeView>? CodesOf(CellType type) => type.Codes?.Rows.Select(r => new CodeView(r.Code, r.Title)).ToList();
}

/// <summary>Something that is said beside a file.</summary>
internal sealed record SettingView(
    [property: Description("參數名稱。")] string Name,
    [property: Description("名稱。")] string Title,
    [property: Description("內容。")] string Type,
    [property: Description("可以填的代碼；有代碼表時才有。")] IReadOnlyList<CodeView>? Codes
);

/// <summary>A column.</summary>
internal sealed record ColumnView(
    [property: Description("標題；JSON 的鍵也是它。")] string Title,
    [property: Description("也認得的標題。")] IReadOnlyList<string> Aliases,
    [property: Description("每一列都要有內容。")] bool Required,
    [property: Description("檔案一定要有這一欄。")] bool MustExist,
    [property: Description("內容。")] string Type,
    [property: Description("說明。")] string? Description,
    [property: Description("範例。")] string? Example,
    [property: Description("可以填的代碼；有代碼表時才有。")] IReadOnlyList<CodeView>? Codes
);

/// <summary>A permitted value.</summary>
internal sealed record CodeView([property: Description("代碼。")] string Code, [property: Description("中文；檔案裡也可以填它。")] string Title);

/// <summary>A check.</summary>
internal sealed record RuleView(
    [property: Description("固定的問題代碼。")] string Code,
    [property: Description("error 或 warning。")] Severity Severity,
    [property: Description("欄位；沒有就是整列。")] string? Column,
    [property: Description("問題。")] string Reason,
    [property: Description("怎麼修正。")] string Hint
);
