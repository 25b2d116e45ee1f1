namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The grid of classes as a page shows it.</summary>
/// <param name="Whose">Whose the sums are; null: not all of the school's pupils are in the classes shown.</param>
/// <param name="Link">Where a class is edited; null: it is only looked at.</param>
public sealed record ClassGridView(IReadOnlyList<ClassCount> Classes, int Ceiling, string? Whose, Func<ClassCount, string>? Link)
{
    /// <summary>The sums of the columns that are a figure of their own, in the order of the grid; the column of non-school pupils is two figures together.</summary>
    public IReadOnlyList<(string Figure, int Value)?> Sums
    {
        get
        {
            var sum = HeadCount.Sum(Classes.Select(c => c.Count));
            return
            [
                ("Q1.national", sum.EnrolledNational),
                ("Q1.foreign", sum.EnrolledForeign),
                null,
                ("Q1.nonschoolforeign", sum.NonSchoolForeign),
                ("Q1.dropped", sum.DroppedOut),
                ("Q1.abroad", sum.Abroad),
                ("Q1.sick", sum.LongSick),
                ("Q1.reduction", Classes.Sum(c => c.Reduction)),
                ("Q1.inclass", sum.Counted),
            ];
        }
    }
}
