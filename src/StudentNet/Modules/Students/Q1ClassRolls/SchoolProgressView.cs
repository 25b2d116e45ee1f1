namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The table of schools on a progress page.</summary>
/// <param name="Link">Where a school is looked into.</param>
/// <param name="Overdue">Where its pupils whom no school has taken up are named; null: nobody is named to the reader.</param>
/// <param name="All">Where the same list stands without a filter.</param>
public sealed record SchoolProgressView(RollProgressPage Page, Func<SchoolRolls, string> Link, Func<SchoolRolls, string>? Overdue, string All);
