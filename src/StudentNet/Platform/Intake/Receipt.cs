using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>
/// A file that was received: its bytes are on disk before this row exists, and both are kept whatever becomes of it. The number is what people
/// say on the telephone; the receipt code is derived from the bytes.
/// </summary>
public sealed class Receipt : IVersioned
{
    /// <summary>收件編號, from the block <c>receipt</c>.</summary>
    public required long Id { get; init; }

    public required string Format { get; init; }

    public required string OrganisationCode { get; init; }

    /// <summary>County of the organisation; null for the ministry.</summary>
    public string? CountyCode { get; init; }

    public required Door Door { get; init; }

    /// <summary>Name of the file at the sender.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 in hexadecimal: the key of the bytes in the file store.</summary>
    public required string FileHash { get; init; }

    public required long FileLength { get; init; }

    /// <summary>收執碼, <c>7C4E-91A0</c>.</summary>
    public required string Code { get; init; }

    /// <summary>JSON of what was said beside the file: school year, level.</summary>
    public required string Settings { get; init; }

    /// <summary>Whether a person lets it in, or it goes in by itself once it is checked.</summary>
    public AcceptMode AcceptMode { get; init; }

    /// <summary>What makes the delivery unmistakable at a machine's door; the same bytes under the same key are never taken twice. Null at the page.</summary>
    public string? DeliveryKey { get; init; }

    /// <summary>The version of this row that the sender was last told of, at a door that tells by itself.</summary>
    public int? AnsweredVersion { get; set; }

    public required DateTime ReceivedAt { get; init; }

    public long? AccountId { get; init; }

    public long? AppointmentId { get; init; }

    /// <summary>The machine client that sent it; null for people.</summary>
    public string? ClientId { get; init; }

    /// <summary>Name of the sender as shown in the list, or of the machine client.</summary>
    public required string Sender { get; init; }

    public required ReceiptStatus Status { get; set; }

    /// <summary>What the bytes turned out to be: UTF-8, Big5, XLSX.</summary>
    public string? Encoding { get; set; }

    /// <summary>Names of the sheets that were read, as JSON; null where the file has one table.</summary>
    public string? Sheets { get; set; }

    /// <summary>Names of the sheets that were read; empty where the file has one table.</summary>
    public IReadOnlyList<string> SheetNames => SheetLines.Restore(Sheets);

    /// <summary>Rows of the file without heading and empty rows.</summary>
    public int Rows { get; set; }

    /// <summary>Rows that can be accepted.</summary>
    public int GoodRows { get; set; }

    /// <summary>Rows with at least one error.</summary>
    public int BadRows { get; set; }

    /// <summary>Good rows about which there is a warning.</summary>
    public int WarnedRows { get; set; }

    /// <summary>Bad rows that no later file has mended yet.</summary>
    public int OpenRows { get; set; }

    /// <summary>補正檔: rows of it come from a result file. It adds and changes, and nothing leaves for not being in it.</summary>
    public bool Supplements { get; set; }

    /// <summary>When reading and checking ended.</summary>
    public DateTime? CheckedAt { get; set; }

    /// <summary>When it was accepted or discarded.</summary>
    public DateTime? EndedAt { get; set; }

    public long? EndedBy { get; set; }

    /// <summary>A later receipt whose acceptance settled this one.</summary>
    public long? ClearedBy { get; set; }

    /// <summary>Why it failed or why it waits for a person after all, in words for a person.</summary>
    public string? Failure { get; set; }

    public long? RunId { get; set; }

    public int Version { get; set; }
}

/// <summary>Which way a file came in.</summary>
public enum Door
{
    Page,
    Api,
    Sftp,
    CommandLine,
}

/// <summary>State of a receipt: 已收件 → 檢核中 → 待修正 | 待確認 → 寫入中 → 已匯入; 捨棄 and 失敗 end it otherwise.</summary>
public enum ReceiptStatus
{
    Received,
    Reading,

    /// <summary>Nothing can be accepted: mend the file and send it again.</summary>
    NeedsAttention,

    /// <summary>Checked; a person looks at the preview and accepts or discards.</summary>
    Ready,
    Accepting,
    Accepted,
    Discarded,
    Failed,
}

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    Error,
    Warning,
}

/// <summary>One thing found in a file: where, what, why, what to do.</summary>
public sealed class Finding
{
    public required long ReceiptId { get; init; }

    public required long Seq { get; init; }

    /// <summary>Row number as a spreadsheet shows it; 0: the whole file.</summary>
    public required int Line { get; init; }

    /// <summary>Heading of the column, where it is about one.</summary>
    public string? ColumnTitle { get; init; }

    /// <summary>What stood there.</summary>
    public string? Value { get; init; }

    /// <summary>Number of whom the row is about, as far as it could be read; the audit of those who are shown the finding names them by it. Never shown itself.</summary>
    public string? Subject { get; init; }

    public required string Code { get; init; }

    public required Severity Severity { get; init; }

    public required string Reason { get; init; }

    public required string Hint { get; init; }

    /// <summary>The receipt that brought the row again, mended.</summary>
    public long? ClearedBy { get; set; }
}

/// <summary>Findings of one kind that are counted and not kept one by one (<see cref="FormatLimits"/>).</summary>
public sealed class UnlistedFindings
{
    public required long ReceiptId { get; init; }

    public required string Code { get; init; }

    /// <summary>Heading of the column; empty where the kind is about none, or about places in a document.</summary>
    public required string ColumnTitle { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What is wrong, as the first of them says it.</summary>
    public required string Reason { get; init; }

    /// <summary>How many beside those that are kept.</summary>
    public required int Number { get; init; }

    /// <summary>The sentence by which pages, result files and answers say so.</summary>
    public string Words => $"{(ColumnTitle.Length > 0 ? $"{ColumnTitle}：" : "")}{Reason}（同類問題另有 {Number:N0} 筆，未逐筆列出）";

    /// <summary>What to do about them.</summary>
    public const string Hint = "請先修正已列出的列；同類問題通常一起改正，重傳後會再檢核其餘的列";
}

/// <summary>A figure of the preview, kept with the receipt.</summary>
public sealed class DifferenceCount
{
    public required long ReceiptId { get; init; }

    public required DifferenceKind Kind { get; init; }

    /// <summary>Heading: a class, a county; empty where there is none.</summary>
    public required string Part { get; init; }

    public required int Number { get; init; }
}

internal sealed class ReceiptConfiguration
    : IEntityTypeConfiguration<Receipt>,
        IEntityTypeConfiguration<Finding>,
        IEntityTypeConfiguration<UnlistedFindings>,
        IEntityTypeConfiguration<DifferenceCount>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipt");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.OrganisationCode, r.ReceivedAt });
        builder.HasIndex(r => new { r.Format, r.Status });
        builder.HasIndex(r => r.FileHash);
        builder.Property(r => r.ClientId).HasMaxLength(MachineClient.LongestId);
        builder.HasIndex(r => new { r.ClientId, r.Id });
        builder.HasIndex(r => new { r.DeliveryKey, r.FileHash }).IsUnique();
        // What is still to be told: empty most of the time, however many files have come.
        builder
            .HasIndex(r => new { r.ClientId, r.FileName, r.Id })
            .HasFilter("door = 'Sftp' and (answered_version is null or answered_version <> version)")
            .HasDatabaseName("receipt_to_be_told");
        builder.Ignore(r => r.SheetNames);
        builder.Property(r => r.AcceptMode).HasDefaultValue(AcceptMode.Person);
    }

    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("intake_finding");
        builder.HasKey(f => new { f.ReceiptId, f.Seq });
        builder.HasIndex(f => new { f.ReceiptId, f.Line });
    }

    public void Configure(EntityTypeBuilder<UnlistedFindings> builder)
    {
        builder.ToTable("intake_unlisted");
        builder.HasKey(u => new { u.ReceiptId, u.Code, u.ColumnTitle });
        builder.Ignore(u => u.Words);
    }

    public void Configure(EntityTypeBuilder<DifferenceCount> builder)
    {
        builder.ToTable("intake_difference");
        builder.HasKey(d => new { d.ReceiptId, d.Kind, d.Part });
    }
}
