using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students;

/// <summary>安置型態: a row of <c>Reference/special-placements.csv</c>. Rules ask its columns, never its code.</summary>
/// <param name="AccountsFor">The pupil is placed in a school: it counts as accounted for in the national comparison (domain §7).</param>
public sealed record PlacementKind(string Code, string FileCode, string Title, bool AccountsFor);

/// <summary>The code tables of special education.</summary>
public static class SpecialCodes
{
    private static readonly Lazy<IReadOnlyList<PlacementKind>> Kinds = new(() =>
        ReferenceFile.Rows(
            "special-placements.csv",
            row => new PlacementKind(row("code"), row("file_code"), row("title"), row("accounts_for") == "true")
        )
    );

    /// <summary>安置型態, in the order of the table.</summary>
    public static IReadOnlyList<PlacementKind> PlacementKinds => Kinds.Value;

    /// <summary>安置型態 for files: the file's code or the title, stored as the code.</summary>
    public static CodeTable Placements { get; } = new("安置型態", [.. Kinds.Value.Select(k => new CodeRow(k.Code, k.FileCode, k.Title))]);

    /// <summary>特教類別 for files: the file's code or the title, stored as the code.</summary>
    public static CodeTable Categories { get; } =
        new("特教類別", ReferenceFile.Rows("special-categories.csv", row => new CodeRow(row("code"), row("file_code"), row("title"))));
}
