namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>A school with its history, as every level sees it.</summary>
public sealed record SchoolView(SchoolRow Row, IReadOnlyList<SchoolChange> History);
