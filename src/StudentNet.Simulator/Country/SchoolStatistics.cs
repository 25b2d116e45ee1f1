namespace StudentNet.Simulator.Country;

/// <summary>The published figures of one grade of a school.</summary>
public sealed record GradeStatistics(int Classes, int Boys, int Girls);

/// <summary>The published figures of a 國小, grade 1 first.</summary>
/// <param name="Code">The ministry's six characters.</param>
public sealed record SchoolStatistics(string Code, string Name, string County, IReadOnlyList<GradeStatistics> Grades)
{
    public int Pupils => Grades.Sum(g => g.Boys + g.Girls);
}
