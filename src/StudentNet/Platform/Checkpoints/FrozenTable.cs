namespace StudentNet.Platform.Checkpoints;

/// <summary>The frozen figures of a checkpoint as a table: one line an organisation, the last one their sum.</summary>
/// <param name="Title">報到檢核基準日.</param>
/// <param name="Lines">Organisations by code and name, in the order shown.</param>
/// <param name="Total">Code and word of the last line: the county, or the nation.</param>
public sealed record FrozenTable(string Title, FrozenFigures Figures, IReadOnlyList<(string Code, string Name)> Lines, (string Code, string Name) Total)
{
    /// <summary>The figures that anybody has, apart from the counts of submissions.</summary>
    public IReadOnlyList<string> Names => [.. Figures.Values.Keys.Select(k => k.Name).Distinct().Except(["schools", "submitted"])];

    /// <summary>Submitted of all schools: 已提交, 未提交, or 12 / 14 校.</summary>
    public string Submitted(string organisation)
    {
        var (schools, submitted) = (Figures[organisation, "schools"], Figures[organisation, "submitted"]);
        return schools > 1 || organisation == Total.Code ? $"{submitted:N0} / {schools:N0} 校"
            : submitted > 0 ? "已提交"
            : "未提交";
    }
}
