using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Windows;

/// <summary>The stamp of 「提交」: an organisation says that what it filed is complete. May be repeated until the window closes; every stamp is kept.</summary>
public sealed class Submission
{
    /// <summary>Name of the row in <c>windows.csv</c>: <c>N3</c>, <c>Q1.1</c>.</summary>
    public required string Window { get; init; }

    public required string OrganisationCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Name of the clerk who submitted.</summary>
    public required string ByName { get; init; }

    /// <summary>收執碼, to say on the telephone.</summary>
    public required string Receipt { get; init; }

    /// <summary>JSON of the figures submitted.</summary>
    public required string Figures { get; init; }
}

/// <summary>Writes and reads the stamps.</summary>
public static class Submissions
{
    /// <summary>
    /// Stamps what the act's organisation has filed. The caller has checked the window and that the filing is complete; both belong in one
    /// transaction with this, which joins an open one.
    /// </summary>
    /// <param name="window">Name of the row in <c>windows.csv</c>.</param>
    public static Task<Submission> SubmitAsync(
        StudentNetDb db,
        string window,
        SchoolYear year,
        SchoolLevel level,
        IReadOnlyDictionary<string, long> figures,
        string byName,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(act);
        var organisation = act.OrganisationCode ?? throw new InvalidOperationException("Only an organisation submits.");
        return db.WriteAsync(
            act,
            async () =>
            {
                var last = await Of(db, window, organisation, year, level).MaxAsync(s => (int?)s.Seq, cancellation) ?? 0;
                var json = JsonSerializer.Serialize(new SortedDictionary<string, long>(figures.ToDictionary(), StringComparer.Ordinal));
                var text = string.Create(CultureInfo.InvariantCulture, $"{window}|{organisation}|{year}|{(int)level}|{last + 1}|{act.At:O}|{json}");
                var submission = new Submission
                {
                    Window = window,
                    OrganisationCode = organisation,
                    Year = year,
                    Level = level,
                    Seq = last + 1,
                    At = act.At,
                    AccountId = act.AccountId,
                    ByName = byName,
                    Receipt = ReceiptCode.Of(Encoding.UTF8.GetBytes(text)),
                    Figures = json,
                };
                db.Add(submission);
                await db.SaveChangesAsync(cancellation);
                return submission;
            },
            cancellation
        );
    }

    /// <summary>The stamps of an organisation for a window, year and level.</summary>
    public static IQueryable<Submission> Of(StudentNetDb db, string window, string organisationCode, SchoolYear year, SchoolLevel level) =>
        db.Set<Submission>().AsNoTracking().Where(s => s.Window == window && s.OrganisationCode == organisationCode && s.Year == year && s.Level == level);
}

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("submission");
        builder.HasIndex(s => s.OrganisationCode);
        builder.HasKey(s => new { s.Window, s.OrganisationCode, s.Year, s.Level, s.Seq });
        builder.Property(s => s.Window).HasMaxLength(20);
        builder.Property(s => s.OrganisationCode).HasMaxLength(8);
    }
}
