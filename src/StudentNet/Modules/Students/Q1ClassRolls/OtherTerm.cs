namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The way from the term that is filed now to the one before, and back.</summary>
/// <param name="Address">The page, to which the term is added.</param>
/// <param name="IsNow">No term is named in the address: the one filed now is shown.</param>
public sealed record OtherTerm(string Address, Term Shown, bool IsNow);
