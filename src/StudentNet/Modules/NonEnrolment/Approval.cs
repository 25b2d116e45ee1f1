using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>
/// A dated decision that a child need not be in a school (domain §7): who approved it, its document, from which day to which. It explains the child between its two
/// days and no longer. Nothing about it is ever changed: what was wrong is voided, with the reason, and entered anew.
/// </summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class Approval : IVersioned
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child.</summary>
    public required int Seq { get; init; }

    /// <summary>A code of <c>approval-kinds.csv</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who decided: 範例縣政府, 鑑輔會, 範例鄉強迫入學委員會.</summary>
    public required string Approver { get; init; }

    /// <summary>Number of the document: 府教字第 1150001 號.</summary>
    public required string DocumentNo { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly ValidThrough { get; init; }

    /// <summary>The county that entered it, which alone may void it.</summary>
    public required string CountyCode { get; init; }

    /// <summary>When it was entered, UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>Who entered it; null: a machine's file.</summary>
    public long? AccountId { get; init; }

    /// <summary>The file that brought it; null: by hand.</summary>
    public long? ReceiptId { get; init; }

    /// <summary>When it was voided, UTC: from then on it never was.</summary>
    public DateTime? VoidedAt { get; set; }

    public long? VoidedBy { get; set; }

    public string? VoidReason { get; set; }

    public int Version { get; set; }

    /// <summary>Where it stands on a day.</summary>
    public ApprovalState State(DateOnly today) =>
        VoidedAt is not null ? ApprovalState.Voided
        : today > ValidThrough ? ApprovalState.Ended
        : today.AddDays(ApprovalKinds.DaysBeforeEnd) > ValidThrough ? ApprovalState.Ending
        : ApprovalState.Running;
}

/// <summary>Where an approval stands on a day.</summary>
public enum ApprovalState
{
    /// <summary>生效中, or not begun yet</summary>
    Running,

    /// <summary>將到期</summary>
    Ending,

    /// <summary>已到期</summary>
    Ended,

    /// <summary>已作廢</summary>
    Voided,
}

/// <summary>What an approval may be about: a row of <c>approval-kinds.csv</c>.</summary>
/// <param name="Approver">Who usually decides it.</param>
/// <param name="LongestMonths">Months that one decision may run: calendar months, because a year with 29 February is a year too.</param>
public sealed record ApprovalKind(string Code, string Title, string Approver, int LongestMonths, string Meaning)
{
    /// <summary>Whether a decision runs longer than one may.</summary>
    public bool IsTooLong(DateOnly from, DateOnly through) => through >= from.AddMonths(LongestMonths);
}

/// <summary>The kinds of approvals. Which standing each leads to is said by <c>standing-rules.csv</c>.</summary>
public static class ApprovalKinds
{
    /// <summary>So long before its end an approval is shown as ending, so that somebody asks whether it will be renewed.</summary>
    public const int DaysBeforeEnd = 30;

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<ApprovalKind> All { get; } =
        ReferenceFile.Rows(
            "approval-kinds.csv",
            row => new ApprovalKind(row("code"), row("title"), row("approver"), int.Parse(row("longest_months"), CultureInfo.InvariantCulture), row("meaning"))
        );

    /// <summary>For files: the code or the title.</summary>
    public static CodeTable Codes { get; } = new("核定類別", [.. All.Select(k => new CodeRow(k.Code, k.Code, k.Title))]);

    /// <summary>The kind of a code; null for none.</summary>
    public static ApprovalKind? Find(string? code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>Title of a code; the code itself where the table has lost it.</summary>
    public static string TitleOf(string code) => Find(code)?.Title ?? code;
}

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("approval");
        builder.HasKey(a => new { a.PersonId, a.Seq });
        builder.Property(a => a.CountyCode).HasMaxLength(8);
        // The list of a county, and whose end is near.
        builder.HasIndex(a => new { a.CountyCode, a.ValidThrough });
    }
}
