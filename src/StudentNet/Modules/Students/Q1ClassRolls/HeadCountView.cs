namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>A head count as a page shows it, with whose it is: organisation, level and term.</summary>
public sealed record HeadCountView(HeadCount Count, string Whose);
