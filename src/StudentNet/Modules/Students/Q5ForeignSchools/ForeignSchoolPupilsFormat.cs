using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>
/// Q5 pupils of foreign schools as a file, from the school or from its county. It adds and changes; nobody leaves for not being in it: a child of
/// whom nothing is said would be looked for.
/// </summary>
internal static class ForeignSchoolPupilsFormat
{
    public const string Code = "foreign-school-pupils";

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "外僑學校學生名單",
            Filing = file => FilingScope.Of(SchoolYear.Of(file.Today), null).OfEitherLevel(),
            Functions = ["Q5.31", "Q5.21"],
            Summary = "就讀外僑學校的學生，不分國籍，一人一列。檔案只新增與修改，不在檔案裡的學生不受影響；離校請填離校日期。縣市可以一檔送轄內各校。",
            MaxBytes = 16L << 20,
            Limits = new FormatLimits { Rows = 20_000 },
            Policy = AcceptPolicy.GoodRows,
            Columns =
            [
                new("school_code", "學校代碼", Cell.Text(6)) { Description = "外僑學校自己上傳可以不填；縣市上傳必填。", Example = "999901" },
                .. PeopleOfFiles.Columns.Select(c => c.Name == "number" ? c with { Description = "有身分證字號一定要填身分證字號；護照號碼須填證號種類 4。" } : c),
                new("grade", "相當年級", Cell.Whole(1, 9)) { Required = true, Aliases = ["年級"], Description = "與我國學制相當的年級。", Example = "3" },
                new("enrolled_on", "就讀起日", Cell.Date(future: false)) { Required = true, Aliases = ["入學日期"], Example = "114/08/20" },
                new("left_on", "離校日期", Cell.Date()) { Description = "已離校才填。", Example = "" },
                new("left_for", "離校後去向", Cell.Text(60)) { Example = "" },
            ],
            Derived = PeopleOfFiles.Derived,
            Working = [.. PeopleOfFiles.Working, new("found_school", BulkType.Text), new("difference", BulkType.Text)],
            LookedUpBy = PeopleOfFiles.LookedUpBy,
            Rules =
            [
                .. PeopleOfFiles.Rules,
                new("foreign-school.left-before", Severity.Error, "left_on", "離校日期早於就讀起日", "請核對兩個日期", row => row.Date("left_on") < row.Date("enrolled_on")),
                new("foreign-school.left-for", Severity.Warning, "left_for", "填了離校後去向，沒有離校日期", "還在就讀請清空；已離校請補日期", row => row.Has("left_for") && !row.Has("left_on")),
            ],
            Steps =
            [
                .. PeopleOfFiles.Steps("pupils-people-ours"),
                new SetStep.Prepare("foreign-school-pupils-schools"),
                new SetStep.Check(
                    "foreign-school.school",
                    Severity.Error,
                    "school_code",
                    "不是您可以填報的外僑學校",
                    "外僑學校只填本校；縣市填轄內外僑學校的代碼，新學校請先在 Q5.21 登錄",
                    "foreign-school-pupils-check-school"
                ),
                new SetStep.Check("foreign-school.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "請刪去重複的一列", "foreign-school-pupils-check-twice"),
                new SetStep.Check(
                    "foreign-school.elsewhere",
                    Severity.Warning,
                    "name",
                    "也在 {0} 的名單",
                    "可以匯入；請確認學生在哪一校，由另一校登錄離校",
                    "foreign-school-pupils-check-elsewhere"
                ),
                new SetStep.Work((context, cancellation) => context.RunAsync("foreign-school-pupils-difference", new { year = YearOf(context) }, cancellation)),
            ],
            Preview = new Preview("foreign-school-pupils-preview-counts", "foreign-school-pupils-preview-rows"),
            Accept = AcceptAsync,
        };

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await PeopleOfFiles.CreateAsync(context, "pupils-people-ours", cancellation);
        await SpelledElsewhere.TellAsync(context, cancellation);
        await context.RunAsync("foreign-school-pupils-accept", new { year = YearOf(context), account = context.Act.AccountId ?? 0 }, cancellation);
    }

    // Grades are said for the school year in which the file was received, also when it is accepted after 7/31.
    private static int YearOf(IntakeContext context) => SchoolYear.Of(TaipeiTime.Today(context.Receipt.ReceivedAt)).Roc;
}
