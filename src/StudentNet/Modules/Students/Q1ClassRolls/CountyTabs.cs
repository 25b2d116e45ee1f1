namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The tabs of Q1.21.</summary>
/// <param name="Level">The level whose schools are shown; null: the list of children on two rolls or on none.</param>
/// <param name="Doubts">How many those are.</param>
/// <param name="Term">The term that the address names, if it does.</param>
public sealed record CountyTabs(SchoolLevel? Level, int Doubts, Term? Term);
