namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Pupils on two rolls and pupils on none, as school, county and ministry look at them.</summary>
public sealed record GapView(IReadOnlyList<DoubleRoll> Doubles, IReadOnlyList<RollGap> Gaps, DateTime Now);
