using System.Text.RegularExpressions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>
/// 各班學生名單 (Q1): the whole roll of a school in a term, one row a pupil; a county's system may send several schools in one file. What the
/// file says becomes the roll, except that a bad row never makes its child leave.
/// </summary>
internal static partial class ClassRollFormat
{
    public const string Code = "class-roll";

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "各班學生名單",
            // A county's file has schools of both levels.
            Filing = file => file.OfTerm(mayHoldBothLevels: true),
            Functions = ["Q1.31", "Q1.21"],
            WindowOf = "Q1.31",
            Summary = "學校每學期的各班學生名單，一人一列，整校一檔；檔案裡沒有的學生視為移出。外籍生在 Q3 登錄，不放在這個檔案。",
            MaxBytes = 1L << 30,
            Limits = new FormatLimits { Rows = 1_000_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("year", "學年度", Cell.SchoolYear()), new FormatSetting("term", "學期", Cell.Whole(1, 2))],
            Columns = [.. PeopleOfFiles.Columns, .. Columns()],
            Derived =
            [
                .. PeopleOfFiles.Derived,
                new("counts_as", BulkType.Text, row => LineOf(row).CountsAs.ToString()),
                new("content", BulkType.Text, row => LineOf(row).Content),
            ],
            Working = PeopleOfFiles.Working,
            LookedUpBy = PeopleOfFiles.LookedUpBy,
            Key = PeopleOfFiles.Key,
            Stays = PeopleOfFiles.Stays,
            StaysCheck = new SetStep.Check(
                "roll.stays",
                Severity.Warning,
                "number",
                "檔案沒有 {0}，但這一列有錯誤，可能就是這名學生，所以暫不移出",
                "請改正這一列後重傳；確已離校者，改正後就會移出",
                "class-roll-check-stays"
            ),
            Rules = [.. PeopleOfFiles.Rules, .. ClassRollRules.All],
            Steps = [.. PeopleOfFiles.Steps("class-roll-people-ours"), .. Checks()],
            Preview = new Preview("class-roll-preview-counts", "class-roll-preview-rows") { ShrinkGuard = 0.5, HasCountyLimit = true },
            Refuses = RefusesAsync,
            Settles = ClassNames.SettleAsync,
            Fills = ["class_pupil", "class_pupil_event", "school_transfer", "school_transfer_event"],
            Accept = AcceptAsync,
            PageOf = PageOf,
        };

    /// <summary>The roll of the term; a class of it, where the part of the preview names one (in a county's file it is a school).</summary>
    internal static string? PageOf(IReadOnlyDictionary<string, object?> settings, string? part)
    {
        var term = $"term={new Term(new SchoolYear((int)settings["year"]!), (int)settings["term"]!)}";
        return part is null ? $"?{term}"
            : ClassPart().Match(part) is { Success: true } named ? $"/pupils?grade={named.Groups["grade"].Value}&name={Uri.EscapeDataString(named.Groups["name"].Value)}&{term}"
            : null;
    }

    [GeneratedRegex("^(?<grade>[0-9]+) 年 (?<name>.+) 班$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassPart();

    /// <summary>What a read row says of the pupil, apart from who it is.</summary>
    public static RollLine LineOf(Row row) =>
        new(
            row.Text("class_kind"),
            row.Whole("grade")!.Value,
            row.Text("class_name"),
            row.Whole("seat"),
            row.Text("state"),
            row.Has("non_school_kind") ? row.Text("non_school_kind") : null,
            row.YesNo("holds_place") is true,
            row.Date("sick_from"),
            row.Date("sick_to"),
            row.Whole("reduction") ?? 0
        );

    private static IReadOnlyList<Column> Columns() =>
        [
            new("class_kind", "班級類別", Cell.Code(RollCodes.KindTable)) { Required = true, Description = "A 為普通班。", Example = "A" },
            new("grade", "年級", Cell.Whole(1, 9)) { Required = true, Description = "國中填 7、8、9。", Example = "1" },
            new("class_name", "班級", new ClassNameCell()) { Required = true, Aliases = ["班別", "班名"], Example = "01" },
            new("seat", "座號", Cell.Whole(1, 99)) { Example = "12" },
            new("state", "學生樣態", Cell.Code(RollCodes.StateTable)) { Required = true, Aliases = ["樣態"], Example = "在校" },
            new("non_school_kind", "非學型態", Cell.Code(RollCodes.NonSchoolKinds)) { Description = "學生樣態為非學者必填。", Example = "" },
            new("holds_place", "佔員額", Cell.YesNo()) { Description = "非學學生佔班級員額填 是。", Example = "" },
            new("sick_from", "長期病假起", Cell.Date()) { Aliases = ["病假起日", "長期病假起日"], Description = "學生樣態為長期病假者必填。", Example = "" },
            new("sick_to", "長期病假訖", Cell.Date()) { Aliases = ["長期病假迄", "病假迄日", "長期病假迄日"], Example = "" },
            new("reduction", "酌減", Cell.Whole(0, 3)) { Aliases = ["酌減人數"], Description = "因這名學生酌減的班級人數，0 至 3。", Example = "0" },
            new("school_code", "學校代碼", Cell.Text(8)) { Description = "學校自己上傳不必填；縣市一檔多校時必填。", Example = "" },
        ];

    private static IReadOnlyList<SetStep> Checks() =>
        [
            new SetStep.Check(
                "roll.school",
                Severity.Error,
                "school_code",
                "不能替這所學校上傳（{0}）",
                "學校自己上傳請留空；縣市請填轄內學校的代碼",
                "class-roll-check-school"
            ),
            new SetStep.Check("roll.level", Severity.Error, "grade", "{0} 沒有這個年級", "國小為 1 至 6 年級，國中為 7 至 9 年級", "class-roll-check-level"),
            new SetStep.Check("roll.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "一名學生在一校只能有一列，請刪去多的一列", "class-roll-check-twice"),
            new SetStep.Check("roll.seat", Severity.Warning, "seat", "與第 {0} 列同班同座號", "請核對座號；可以匯入", "class-roll-check-seat"),
            new SetStep.Check(
                "roll.other-roll",
                Severity.Warning,
                "number",
                "本學期也在 {0} 的名單",
                "可以匯入，兩校與縣市都會看到；請與該校確認學生在哪一校",
                "class-roll-check-other-roll"
            ),
        ];

    /// <summary>Schools whose county sends for them upload nothing by page (domain §3).</summary>
    private static async Task<Problem?> RefusesAsync(
        StudentNetDb db,
        Organisation organisation,
        Door door,
        IReadOnlyDictionary<string, object?> settings,
        CancellationToken cancellation
    ) =>
        door == Door.Page && await FiledBySystem.IsAsync(db, organisation.Code, cancellation)
            ? new Problem("roll.by-system", "本校使用學籍系統 2.0，名單由系統代送", "請在學籍系統修改，下次代送時會更新")
            : null;

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await PeopleOfFiles.CreateAsync(context, "class-roll-people-ours", cancellation);
        await SpelledElsewhere.TellAsync(context, cancellation);
        await context.RunAsync("class-roll-apply", new { account = context.Act.AccountId ?? 0 }, cancellation);
        await context.RunAsync("transfers-receive", new { account = context.Act.AccountId ?? 0 }, cancellation);
    }
}
