using StudentNet.Platform.Organisations;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>
/// 村里名冊: counties, townships and villages as the ministry of the interior publishes them. Its columns are found under the headings of the
/// national survey (villcode, countyname, townname, villname) and of the population tables (villcode, county, town, village).
/// A list adds and renames; it never takes a village away, because old addresses and districts still name it.
/// </summary>
public static class VillageListFormat
{
    public const string Code = "village-list";

    private const string UnassignedNote = "未編定村里";

    public static FileFormat Create() =>
        new()
        {
            Code = Code,
            Title = "村里名冊",
            Functions = ["M2.11"],
            Summary = "內政部村里名冊：縣市、鄉鎮市區、村里的代碼與名稱。新增與更名；名冊沒有的村里保留。",
            Columns =
            [
                new Column("village_code", "村里代碼", Cell.Of("11 碼：縣市 5、鄉鎮市區 3、村里 3", BulkType.Text, ReadCode))
                {
                    Aliases = ["villcode", "VILLCODE"],
                    Required = true,
                    Example = "65000010001",
                },
                new Column("county", "縣市", Cell.Text(20)) { Aliases = ["countyname", "county", "縣市名稱"], Required = true, Example = "新北市" },
                new Column("township", "鄉鎮市區", Cell.Text(20)) { Aliases = ["townname", "town", "鄉鎮市區名稱"], Required = true, Example = "板橋區" },
                new Column("village", "村里", Cell.Text(20)) { Aliases = ["villname", "village", "村里名稱"], Example = "留侯里" },
                new Column("note", "備註", Cell.Text(50)) { Aliases = ["note"], Description = "「未編定村里」的列沒有名稱。" },
            ],
            Derived =
            [
                new Derived("is_unassigned", BulkType.Bool, row => IsUnassigned(row)),
                new Derived("name", BulkType.Text, row => IsUnassigned(row) ? UnassignedNote : row.Text("village")),
                new Derived("normalised_name", BulkType.Text, row => Village.NormaliseName(IsUnassigned(row) ? UnassignedNote : row.Text("village"))),
            ],
            Rules =
            [
                new RowRule(
                    "village-list.name",
                    Severity.Error,
                    "village",
                    "沒有村里名稱",
                    "請補上名稱；未編定村里請在備註填「未編定村里」",
                    row => !IsUnassigned(row) && !row.Has("village")
                ),
            ],
            Steps =
            [
                new SetStep.Check("village-list.twice", Severity.Error, "village_code", "同一代碼在第 {0} 列已出現", "請刪去重複的列", "village-list-twice"),
            ],
            LookedUpBy = ["village_code"],
            Preview = new Preview("village-list-counts", "village-list-rows"),
            Accept = AcceptAsync,
        };

    private static CellRead ReadCode(string text) =>
        text.Length == 11 && text[..8].All(char.IsAsciiDigit) && text.All(char.IsAsciiLetterOrDigit)
            ? CellRead.Of(text.ToUpperInvariant())
            : CellRead.Error("village.code", "不是 11 碼的村里代碼", "前 8 碼為數字的縣市與鄉鎮市區代碼，後 3 碼為村里代碼；請勿讓試算表去掉開頭的 0");

    /// <summary>The survey leaves the name of such land empty and says so in the note.</summary>
    private static bool IsUnassigned(Row row) =>
        row.Text("note").Contains(UnassignedNote, StringComparison.Ordinal) || row.Text("village") == UnassignedNote;

    private static Task AcceptAsync(IntakeContext context, CancellationToken cancellation) =>
        NamedVillages.FollowAsync(context.Db, () => context.RunAsync("village-list-named", null, cancellation), cancellation);
}
