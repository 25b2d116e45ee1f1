using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>
/// Q3 foreign pupils of a school as a file. It adds and changes; nobody leaves for not being in it, a child that left says so with a date.
/// </summary>
internal static class ForeignStudentsFormat
{
    public const string Code = "foreign-students";

    private static readonly CodeTable Kinds = new(
        "學生樣態",
        new CodeRow(nameof(ForeignKind.InSchool), "1", "在校") { Aliases = ["在校外籍生"] },
        new CodeRow(nameof(ForeignKind.OutOfSchool), "2", "非學") { Aliases = ["非學外籍生"] }
    );

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "外籍生名單",
            Functions = ["Q3.31"],
            Summary = "本校外籍生，一人一列。檔案只新增與修改，不在檔案裡的學生不受影響；離校請填離校日期。沒有證號的學生證號留空，系統會配號。1、7 年級新生在新生期程開放後才收。",
            Filing = file => FilingScope.Of(SchoolYear.Of(file.Today), file.Organisation.SchoolLevel).OfAllParts(),
            Parts = new FormatParts("grade", row => ForeignRules.WindowPart(row.Whole("grade"))),
            MaxBytes = 16L << 20,
            Limits = new FormatLimits { Rows = 20_000 },
            Policy = AcceptPolicy.GoodRows,
            Settles = ClassNames.SettleAsync,
            Columns =
            [
                .. PeopleOfFiles.Columns.Select(Adapt),
                new("grade", "年級", Cell.Whole(1, 9)) { Required = true, Example = "3" },
                new("class_name", "班級", Cell.Text(10)) { Description = "尚未編班請留空。", Example = "01" },
                new("kind", "學生樣態", Cell.Code(Kinds)) { Required = true, Aliases = ["樣態"], Example = "在校" },
                new("arrived_on", "到校日期", Cell.Date(future: false)) { Required = true, Aliases = ["入校日期", "到校日"], Example = "115/08/30" },
                new("left_on", "離校日期", Cell.Date()) { Description = "已離校才填。", Example = "" },
                new("absence", "未返臺原因", Cell.Code(ForeignAbsences.Codes)) { Description = "不在臺灣才填。", Example = "" },
                new("absent_since", "未返臺起日", Cell.Date(future: false)) { Example = "" },
                new("return_expected_on", "預計返臺日", Cell.Date()) { Example = "" },
                new("absence_detail", "情形說明", Cell.Text()) { Description = "有的原因須填，見檢核規則。", Example = "" },
            ],
            Derived =
            [
                .. PeopleOfFiles.Derived,
                new("class_key", BulkType.Text, row => ForeignRules.ClassName(row.Text("class_name"), row.Whole("grade"), ClassNames.Settled(row.Settings, row.Whole("grade")))),
            ],
            Working = [.. PeopleOfFiles.Working, new("difference", BulkType.Text)],
            LookedUpBy = PeopleOfFiles.LookedUpBy,
            Rules = [.. PeopleOfFiles.Rules, .. Rules()],
            Steps =
            [
                .. PeopleOfFiles.Steps("pupils-people-ours"),
                new SetStep.Prepare("foreign-students-placeholders"),
                new SetStep.Check("foreign.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "請刪去重複的一列", "foreign-students-check-twice"),
                new SetStep.Check("foreign.level", Severity.Error, "grade", "本校沒有這個年級（{0}）", "請核對年級，或是否送錯學校", "foreign-students-check-level"),
                new SetStep.Check(
                    "foreign.elsewhere",
                    Severity.Warning,
                    "name",
                    "也在 {0} 的外籍生名單",
                    "可以匯入；請與該校確認，由一校登錄離校",
                    "foreign-students-check-elsewhere"
                ),
                new SetStep.Work((context, cancellation) => context.RunAsync("foreign-students-difference", new { year = YearOf(context) }, cancellation)),
            ],
            Preview = new Preview("foreign-students-preview-counts", "foreign-students-preview-rows"),
            Accept = AcceptAsync,
        };

    private static Column Adapt(Column column) =>
        column.Name switch
        {
            "number" => column with { Required = false, Description = "沒有證號請留空，由系統配號。" },
            "nationality" => column with { Type = Cell.Code(Nationalities.ForeignCodes), Example = "越南" },
            _ => column,
        };

    private static IReadOnlyList<RowRule> Rules() =>
        [
            new(
                "foreign.left-before",
                Severity.Error,
                "left_on",
                "離校日期早於到校日期",
                "請核對兩個日期",
                row => row.Date("left_on") < row.Date("arrived_on")
            ),
            new(
                "foreign.absent-since",
                Severity.Error,
                "absent_since",
                "有未返臺原因，沒有未返臺起日",
                "請填學生離境或應返而未返的日期",
                row => row.Has("absence") && !row.Has("absent_since")
            ),
            new(
                "foreign.absence",
                Severity.Error,
                "absence",
                "有未返臺起日，沒有原因",
                "請填原因；已返臺請清空起日",
                row => row.Has("absent_since") && !row.Has("absence")
            ),
            new(
                "foreign.absence-period",
                Severity.Error,
                "absence",
                "這個原因在未返臺起日不適用",
                "請改填其他原因，或核對起日；各原因的適用期間見手冊 Q3",
                row => row.Date("absent_since") is { } since && ForeignAbsences.Find(row.Text("absence")) is { } reason && !reason.IsGivenOn(since)
            ),
            new(
                "foreign.absence-detail",
                Severity.Error,
                "absence_detail",
                "這個原因須填情形說明",
                "請用幾個字說明",
                row => !row.Has("absence_detail") && ForeignAbsences.Find(row.Text("absence")) is { NeedsDetail: true }
            ),
            new(
                "foreign.no-number",
                Severity.Warning,
                "number",
                "沒有證號，由系統配號",
                "取得居留證後請在名單上補登",
                row => !row.Has("number")
            ),
        ];

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await IssueAsync(context, cancellation);
        await PeopleOfFiles.CreateAsync(context, "pupils-people-ours", cancellation);
        await SpelledElsewhere.TellAsync(context, cancellation);
        await context.RunAsync("foreign-students-accept", new { year = YearOf(context), account = context.Act.AccountId ?? 0 }, cancellation);
    }

    // Grades are said for the school year in which the file was received, also when it is accepted after 7/31.
    private static int YearOf(IntakeContext context) => SchoolYear.Of(TaipeiTime.Today(context.Receipt.ReceivedAt)).Roc;

    /// <summary>Issues a placeholder to each row that has neither number nor known person; its check digit is no matter for SQL.</summary>
    private static async Task IssueAsync(IntakeContext context, CancellationToken cancellation)
    {
        var lines = new List<int>();
        await foreach (var line in context.QueryAsync("foreign-students-numberless", null, row => row.GetInt32(0), cancellation))
        {
            lines.Add(line);
        }

        if (lines.Count == 0)
        {
            return;
        }

        var serial = await IdBlock.TakeAsync(context.Db, PersonRegister.IssuedNumbers, lines.Count, cancellation);
        foreach (var line in lines)
        {
            var number = PersonNumber.Issue(serial++);
            var issued = new { line, number = number.Value, last_three = number.Value[^3..] };
            await context.RunAsync("foreign-students-issue", issued, cancellation);
        }
    }
}
