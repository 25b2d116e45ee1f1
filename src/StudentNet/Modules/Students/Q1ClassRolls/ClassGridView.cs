namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The grid of classes as a page shows it.</summary>
/// <param name="Link">Where a class is edited; null: it is only looked at.</param>
public sealed record ClassGridView(IReadOnlyList<ClassCount> Classes, int Ceiling, Func<ClassCount, string>? Link);
