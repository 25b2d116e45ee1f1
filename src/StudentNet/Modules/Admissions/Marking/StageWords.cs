namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The words of a stage: the same page says 報到 in N3 and 入學 in N5.</summary>
/// <param name="Verb">報到, 入學.</param>
/// <param name="ListTitle">What the list is called: 分發名冊, 入學名單.</param>
/// <param name="Code">Printed code of the school's page.</param>
/// <param name="Group">Printed code of the function: N3, N5.</param>
public sealed record StageWords(string Verb, string ListTitle, string Code, string Group)
{
    public string Here => $"已{Verb}";

    public string NotHere => $"未{Verb}";

    /// <summary>Both words of a claim by two schools: 重複報到.</summary>
    public string Conflict => $"重複{Verb}";

    public static StageWords Of(EntryStage stage) =>
        stage == EntryStage.Registration
            ? new StageWords("報到", "分發名冊", "N3.31", "N3")
            : new StageWords("入學", "入學名單", "N5.31", "N5");

    /// <summary>115 學年度 國小一年級新生.</summary>
    public static string YearTag(SchoolYear year, SchoolLevel level) =>
        $"{year.Title} {level.Title()}{(level == SchoolLevel.Elementary ? "一" : "七")}年級新生";
}
