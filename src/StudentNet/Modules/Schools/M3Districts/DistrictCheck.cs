namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>A check of a district plan before it is published (domain §5).</summary>
/// <param name="Code">Stable name, stored with acknowledgements.</param>
/// <param name="Title">What it looks for, in the clerk's words.</param>
/// <param name="Severity">Whether findings stop the publication until the county says why it publishes all the same.</param>
/// <param name="Effect">What happens to the children concerned if the plan is published so.</param>
public sealed record DistrictCheck(string Code, string Title, DistrictSeverity Severity, string Effect)
{
    private const string NeedsPerson = "該處學生列入待人工分發";

    public static readonly DistrictCheck UnknownVillage = new("village.unknown", "村里不在名冊", DistrictSeverity.Error, "該列不生效，" + NeedsPerson);

    public static readonly DistrictCheck UnknownSchool = new("school.unknown", "學校不在名錄", DistrictSeverity.Error, "該列不生效，" + NeedsPerson);

    public static readonly DistrictCheck UnreadableNeighbourhoods = new("neighbourhood.form", "鄰別無法辨識", DistrictSeverity.Error, "該列不生效，" + NeedsPerson);

    public static readonly DistrictCheck ForeignSchool = new("school.county", "基本學區劃給他縣市學校", DistrictSeverity.Error, "學生分發到他縣市學校");

    public static readonly DistrictCheck ClosedSchool = new("school.closed", "學校已停辦", DistrictSeverity.Error, NeedsPerson);

    public static readonly DistrictCheck PrivateSchool = new("school.private", "基本學區劃給私立學校", DistrictSeverity.Error, NeedsPerson);

    public static readonly DistrictCheck Overlap = new("overlap", "基本學區重疊", DistrictSeverity.Error, "重疊的鄰，" + NeedsPerson);

    public static readonly DistrictCheck Gap = new("gap", "鄰別未劃入任一學區", DistrictSeverity.Error, "未劃入的鄰，" + NeedsPerson);

    public static readonly DistrictCheck LivedInGap = new("gap.lived-in", "有人設籍的鄰未劃入", DistrictSeverity.Error, NeedsPerson);

    public static readonly DistrictCheck NoRule = new("village.no-rule", "整個村里沒有學區", DistrictSeverity.Error, "全里的學生列入待人工分發");

    public static readonly DistrictCheck ChoiceOnly = new("choice-only", "只有自由或大學區，沒有基本學區", DistrictSeverity.Warning, "沒有預設學校，由家長選校或人工分發");

    public static readonly DistrictCheck ForeignVillage = new("village.county", "他縣市的村里", DistrictSeverity.Warning, "只供查詢：學生依設籍縣市的學區分發");

    public static readonly DistrictCheck ForeignChoice = new("school.county.choice", "共同或自由學區含他縣市學校", DistrictSeverity.Warning, "列入可選學校");

    public static readonly DistrictCheck Condition = new("condition", "另有文字條件", DistrictSeverity.Info, "不自動分發，" + NeedsPerson);

    public static readonly DistrictCheck Repeated = new("repeated", "同一學校重複列", DistrictSeverity.Info, "不影響分發");

    /// <summary>All checks, most serious first: the order of the list on the page.</summary>
    public static IReadOnlyList<DistrictCheck> All { get; } =
    [
        UnknownVillage,
        UnknownSchool,
        UnreadableNeighbourhoods,
        ClosedSchool,
        PrivateSchool,
        ForeignSchool,
        Overlap,
        NoRule,
        Gap,
        LivedInGap,
        ChoiceOnly,
        ForeignChoice,
        ForeignVillage,
        Condition,
        Repeated,
    ];

    /// <summary>The check of a code; an unknown code is a bug and throws.</summary>
    public static DistrictCheck Of(string code) => All.First(c => c.Code == code);

    /// <summary>The check that a placement problem belongs to.</summary>
    internal static DistrictCheck OfProblem(string problem) =>
        problem.Split('.')[0] switch
        {
            "village" or "township" => UnknownVillage,
            "school" => UnknownSchool,
            _ => UnreadableNeighbourhoods,
        };
}

/// <summary>How much a finding matters.</summary>
public enum DistrictSeverity
{
    /// <summary>Stops the publication until the county says why it publishes all the same.</summary>
    Error,

    /// <summary>Should be looked at.</summary>
    Warning,

    /// <summary>Good to know.</summary>
    Info,
}

/// <summary>One thing a check found.</summary>
/// <param name="Neighbourhoods">Which neighbourhoods of the village it is about, where it is about some.</param>
/// <param name="Lines">The rules it is about, as 「第 12 列」 of the file or 「規則 12」.</param>
public sealed record DistrictFinding(
    DistrictCheck Check,
    string? VillageCode,
    string Where,
    NeighbourhoodSet? Neighbourhoods,
    string Message,
    string? Hint,
    IReadOnlyList<PlanLine> Lines
);

/// <summary>A rule or unplaced line of a plan that a finding points to.</summary>
public readonly record struct PlanLine(int RuleNo, int? SourceLine)
{
    /// <summary>第 12 列 where it came from a file, otherwise 規則 12.</summary>
    public override string ToString() => SourceLine is { } line ? StudentNet.Platform.Intake.SheetLines.Words(line) : $"規則 {RuleNo}";
}
