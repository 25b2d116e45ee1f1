using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents;

/// <summary>
/// What file formats whose rows are pupils have in common (domain §7, §8): the columns that say who it is, the steps that find the person,
/// and the acceptance that makes a record for those nobody knows. A number decides; name and birth date alone are a possible match for a
/// person to judge. A format takes <see cref="Columns"/>, <see cref="Derived"/>, <see cref="Working"/>, <see cref="LookedUpBy"/>, <see cref="Rules"/>,
/// <see cref="Steps"/>, <see cref="Key"/> and <see cref="Stays"/> into its own and calls <see cref="CreateAsync"/> first when it accepts.
/// </summary>
public static class PeopleOfFiles
{
    private static readonly CodeTable Sexes = new("性別", new CodeRow("Male", "1", "男"), new CodeRow("Female", "2", "女"));

    private static readonly CodeTable Kinds = new(
        "證號種類",
        [
            .. Enum.GetValues<PersonNumberKind>()
                .Select(kind => new CodeRow(kind.ToString(), ((int)kind).ToString(System.Globalization.CultureInfo.InvariantCulture), kind.Title())
                {
                    Aliases = OtherNames(kind),
                }),
        ]
    );

    /// <summary>證號種類, 證號, 姓名, 性別, 生日, 國籍; staged as <c>number_kind, number, name, sex, birth_date, nationality</c>.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [
            new("number_kind", "證號種類", Cell.Code(Kinds)) { Aliases = ["證照種類"], Description = "不填時由證號的樣子判斷；護照號碼一定要填 4。", Example = "1" },
            new("number", "證號", Cell.NumberOfKind("number_kind"))
            {
                Required = true, Aliases = ["身分證字號", "身分證統一編號", "身分證號", "證照號碼"], Example = "Y100000025",
            },
            new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["學生姓名", "中文姓名"], Example = "王測甲" },
            new("sex", "性別", Cell.Code(Sexes)) { Required = true, Example = "男" },
            new("birth_date", "生日", Cell.BirthDate()) { Required = true, Aliases = ["出生日期", "出生年月日"], Example = "108/10/05" },
            new("nationality", "國籍", Cell.Code(Nationalities.Codes)) { Required = true, Aliases = ["國籍別"], Example = "中華民國" },
        ];

    /// <summary>Staged beside them: <c>normalised_name, identifier_kind, last_three, cohort</c>.</summary>
    public static IReadOnlyList<Derived> Derived { get; } =
        [
            new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name"))),
            new("identifier_kind", BulkType.Text, row => KindOf(row)?.ToString()),
            new("last_three", BulkType.Text, row => row.Text("number") is { Length: > 3 } number ? number[^3..] : row.Text("number")),
            new("cohort", BulkType.Int, row => Cohort.Of(row.Date("birth_date")!.Value).Year),
        ];

    /// <summary>
    /// <c>person_id</c>: who it is, null while nobody knows the number. <c>person_doubt</c>: <c>other</c> (name and birth date are another
    /// person's), <c>name</c>, <c>birth-date</c> (differs from the registry), <c>correct</c> (known from files only: the file corrects the record), <c>not-ours</c> (known from files only, and
    /// now at another school: nothing is corrected).
    /// </summary>
    public static IReadOnlyList<BulkColumn> Working { get; } = [new("person_id", BulkType.Long), new("person_doubt", BulkType.Text)];

    /// <summary>Column of <see cref="FileFormat.LookedUpBy"/>.</summary>
    public static IReadOnlyList<string> LookedUpBy { get; } = ["person_id"];

    /// <summary>Columns of <see cref="FileFormat.Key"/>.</summary>
    public static IReadOnlyList<string> Key { get; } = ["number", "name", "birth_date"];

    /// <summary>
    /// Statement of <see cref="FileFormat.Stays"/>. A statement that looks for who leaves adds
    /// <c>not @supplements and not exists (select 1 from {rejected} as r where r.stays = x.person_id) and not exists (select 1 from {rejected} as r
    /// where r.stays = 0)</c>.
    /// </summary>
    public const string Stays = "people-stay";

    /// <summary>Rules on one row.</summary>
    public static IReadOnlyList<RowRule> Rules { get; } =
        [
            new(
                "people.sex",
                Severity.Warning,
                "sex",
                "與證號第 2 碼的性別不同",
                "請核對證號與性別；以性別欄匯入",
                row => PersonNumber.Parse(row.Text("number"), KindOf(row)).Number?.Sex is { } sex && sex.ToString() != row.Text("sex")
            ),
            new(
                "people.nationality",
                Severity.Warning,
                "nationality",
                "本國籍學生的證號應為身分證字號",
                "若為居留證或護照，請核對國籍；尚未取得身分證的本國籍學生可以匯入",
                row => row.Text("nationality") == Nationalities.Own && KindOf(row) is PersonNumberKind.Residence or PersonNumberKind.ResidenceOld
            ),
            new(
                "people.foreign-national",
                Severity.Error,
                "nationality",
                "身分證字號屬本國籍，國籍填的是外國",
                "請將國籍改為 中華民國；若持居留證，請改填居留證號與證號種類 2",
                row => row.Text("nationality") != Nationalities.Own && KindOf(row) == PersonNumberKind.National
            ),
            new(
                "people.age",
                Severity.Error,
                "birth_date",
                "出生日期距今超過 25 年或不到 4 年",
                "請核對出生年是民國年還是西元年",
                row => row.Date("birth_date") is { } birth && (birth < row.Today.AddYears(-25) || birth > row.Today.AddYears(-4))
            ),
        ];

    /// <summary>Finds the person of each row and says what is doubtful.</summary>
    /// <param name="ours">
    /// Statement file that says which records the file may correct: it turns <c>person_doubt</c> of the others from <c>correct</c> to <c>not-ours</c>,
    /// and back.
    /// </param>
    public static IReadOnlyList<SetStep> Steps(string ours) =>
        [
            new SetStep.Prepare("people-find", ours),
            new SetStep.Check(
                "people.other",
                Severity.Error,
                "number",
                "這個證號在系統屬於姓名、生日都不同的另一人",
                "請核對證號是否打錯；確為同一人更名且更正生日者，請先洽戶政更正",
                "people-check-other"
            ),
            new SetStep.Check("people.name", Severity.Warning, "name", "與戶籍姓名不同（戶籍：{0}）", "請核對；可以匯入，系統保留戶籍姓名", "people-check-name"),
            new SetStep.Check(
                "people.birth-date",
                Severity.Warning,
                "birth_date",
                "與戶籍生日不同（戶籍：{0}）",
                "請核對；可以匯入，系統保留戶籍生日",
                "people-check-birth-date"
            ),
            new SetStep.Check(
                "people.exchanged",
                Severity.Error,
                "number",
                "證號與姓名、生日屬於系統裡不同的兩人，可能把兩人的證號對調了",
                "請核對兩人的證號；系統的資料才是對調的，請洽縣市承辦人更正",
                "people-check-exchanged"
            ),
            new SetStep.Check(
                "people.correct",
                Severity.Warning,
                "name",
                "將更正系統裡的資料：{0}",
                "請逐一核對；不對的請改正檔案或證號後重傳",
                "people-check-correct"
            ),
            new SetStep.Check(
                "people.not-ours",
                Severity.Warning,
                "name",
                "與系統裡的資料不同，學生現在在他校，資料不更改",
                "請核對證號是否打錯；可以匯入，資料請學生現在的學校更正",
                "people-check-not-ours"
            ),
            new SetStep.Check(
                "people.twice-named",
                Severity.Warning,
                "number",
                "與第 {0} 列姓名、生日相同，證號不同",
                "同一人只能有一列，請核對證號；確為不同的兩人就不必處理",
                "people-check-twice-named"
            ),
            new SetStep.Check(
                "people.possibly-same",
                Severity.Warning,
                "number",
                "系統有姓名、生日相同而證號不同的人",
                "若為同一人，請核對證號後重送；不是同一人就不必處理",
                "people-check-possibly-same"
            ),
        ];

    /// <summary>
    /// Makes person and number for rows whose number nobody knows and corrects records that only files told us of; afterwards every staged row
    /// has its <c>person_id</c>. Files accepted at the same moment wait here for one another, so that one child never becomes two records.
    /// </summary>
    /// <param name="ours">The statement file given to <see cref="Steps"/>.</param>
    public static async Task CreateAsync(IntakeContext context, string ours, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await context.CountAsync("people-count-unknown", null, cancellation) is > 0 and var unknown)
        {
            var first = await IdBlock.TakeAsync(context.Db, "person", unknown, cancellation);
            await context.RunAsync("people-find", null, cancellation);
            await context.RunAsync(ours, null, cancellation);
            await context.RunAsync("people-create", new { first }, cancellation);
            await context.Db.AnalyseAsync(cancellation, "person", "person_identifier", context.Staging);
        }

        await context.RunAsync("people-correct", null, cancellation);
    }

    private static PersonNumberKind? KindOf(Row row) =>
        row.Has("number_kind") ? Enum.Parse<PersonNumberKind>(row.Text("number_kind")) : PersonNumber.Parse(row.Text("number")).Number?.Kind;

    private static IReadOnlyList<string> OtherNames(PersonNumberKind kind) =>
        kind switch
        {
            PersonNumberKind.National => ["身分證", "身分證統一編號"],
            PersonNumberKind.Residence => ["居留證", "居留證號碼", "新式居留證"],
            PersonNumberKind.ResidenceOld => ["舊式居留證"],
            PersonNumberKind.Passport => ["護照"],
            _ => [],
        };
}
