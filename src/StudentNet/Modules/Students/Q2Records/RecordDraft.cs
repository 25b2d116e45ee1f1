using System.Text.Json;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>What the rules and the columns need to know of one pupil, taken out of its canonical document.</summary>
public sealed class RecordDraft
{
    private readonly JsonElement _pupil;

    public RecordDraft(JsonElement pupil, int year, int term, DateOnly today)
    {
        (_pupil, TermNumber, Today) = (pupil, term, today);
        Status = RecordCodes.Statuses.FirstOrDefault(s => s.Title == (this["就學狀態", "狀態"] ?? "在籍"));
        Gap = RecordCodes.Gaps.FirstOrDefault(g => g.Title == this["缺漏說明", "原因"]);
        Term = Terms().FirstOrDefault(t => t.Year == $"{year}" && t.Number == $"{term}");
        LastChange = Changes().OrderBy(c => c.On).LastOrDefault();
    }

    /// <summary>The day by which dated rules are judged: when the file was received.</summary>
    public DateOnly Today { get; }

    public int TermNumber { get; }

    public RecordStatus? Status { get; }

    public bool IsInSchool => Status is { IsInSchool: true };

    public DateOnly? StatusOn => Day(this["就學狀態", "日期"]);

    public RecordGap? Gap { get; }

    public DateOnly? GapApprovedOn => Day(this["缺漏說明", "核准日期"]);

    public bool IsForeign => this["基本資料", "身分證證照", "國籍"] is { } text && Nationalities.Codes.Find(text) is { } code && code != Nationalities.Own;

    public string? Grade => this["基本資料", "現在年級"];

    public string? Class => this["基本資料", "現在班級"];

    /// <summary>The data of the term filed for; null where there are none.</summary>
    public TermData? Term { get; }

    /// <summary>The latest entry of 異動資料.</summary>
    public RecordChange? LastChange { get; }

    public string? PreviousSchool => LastChange?.PreviousSchool;

    public bool HasGraduation => this["基本資料", "畢修業核准文號", "畢修業別"] is not null;

    public bool HasGuardianPhone =>
        this["基本資料", "監護人", "監護人_連絡電話"] is not null || this["基本資料", "監護人", "監護人_行動電話"] is not null;

    /// <summary>A value by its path; null where it is not filled in.</summary>
    public string? this[params ReadOnlySpan<string> path] => Find(_pupil, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>All entries of 異動資料, as they stand.</summary>
    public IEnumerable<RecordChange> Changes()
    {
        if (Find(_pupil, "異動資料", "異動資料_資料內容") is not { ValueKind: JsonValueKind.Array } list)
        {
            yield break;
        }

        foreach (var change in list.EnumerateArray())
        {
            yield return new RecordChange(Day(Of(change, "異動日期")), Of(change, "異動原因"), Of(change, "原就讀學校代碼"), Of(change, "原就讀學校名稱"));
        }
    }

    private IEnumerable<TermData> Terms()
    {
        if (Find(_pupil, "學期資料", "個別學期資料") is not { ValueKind: JsonValueKind.Array } list)
        {
            yield break;
        }

        foreach (var term in list.EnumerateArray())
        {
            yield return new TermData(
                Of(term, "學年別"),
                Of(term, "學期別"),
                Of(term, "班級座號", "年級"),
                Of(term, "班級座號", "班級"),
                Of(term, "日常生活表現", "學期出缺席_應出席日數")
            );
        }
    }

    private static DateOnly? Day(string? text) => RocDate.TryParse(text, out var day) ? day : null;

    private static string? Of(JsonElement of, params ReadOnlySpan<string> path) =>
        Find(of, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return null;
            }
        }

        return from;
    }
}

/// <summary>What one term's data say that rules ask for.</summary>
public sealed record TermData(string? Year, string? Number, string? Grade, string? Class, string? DaysDue);

/// <summary>An entry of 異動資料.</summary>
public sealed record RecordChange(DateOnly? On, string? Reason, string? PreviousSchool, string? PreviousSchoolName);
