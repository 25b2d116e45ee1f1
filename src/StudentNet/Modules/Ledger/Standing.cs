using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Ledger;

/// <summary>
/// A period in which a child stood in one way and one organisation answered for it (design §7). Periods are superseded, never changed, so that what was known on
/// an earlier day can be told. Both databases refuse two current ones of a child on one day.
/// </summary>
[PersonRows(RowMeeting.Stays)]
public sealed class Standing
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child, in the order of recording.</summary>
    public required int Seq { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>The rule that holds: a number of <c>Reference/standing-rules.csv</c>.</summary>
    public required int Rule { get; init; }

    /// <summary>Who answers for the child: a school, a county, or the ministry.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>County of the residence; null where it is not known.</summary>
    public string? CountyCode { get; init; }

    /// <summary>Township of the residence; null where it is not known.</summary>
    public string? TownshipCode { get; init; }

    /// <summary>Cohort of the child, by which the ledger counts.</summary>
    public required int Cohort { get; init; }

    /// <summary>Number of the case or of the approval.</summary>
    public string? Detail { get; init; }

    /// <summary>When the fact behind it came in, UTC.</summary>
    public DateTime? ReceivedAt { get; init; }

    /// <summary>When the ledger learned of it, UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>When the ledger learned better, UTC; null: it still holds.</summary>
    public DateTime? SupersededAt { get; init; }
}

/// <summary>A child whose facts a transaction changed: to be decided again. The databases write it (<c>standing-due.shape</c>), so that no writer can forget.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class StandingDue
{
    public required long PersonId { get; init; }

    /// <summary>Of PostgreSQL; the embedded database has one writer at a time and writes 0.</summary>
    public required long TransactionId { get; init; }
}

/// <summary>How many children of a county and cohort stood by a rule on a day.</summary>
public sealed class StandingCount
{
    public required DateOnly Day { get; init; }

    /// <summary>Empty where the county is not known.</summary>
    public required string CountyCode { get; init; }

    public required int Cohort { get; init; }

    public required int Rule { get; init; }

    public required int People { get; init; }
}

/// <summary>When a school first filed a grade's roll of a term: from then on its roll of the term before says nothing about the grade's children.</summary>
public sealed class RollFiling
{
    public required string SchoolCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required int Term { get; init; }

    public required int Grade { get; init; }

    public required DateOnly FiledOn { get; init; }
}

/// <summary>The first day of the ledger; what lay before was never this installation's to know. One row.</summary>
public sealed class LedgerOpening
{
    public required int Id { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>The latest day whose children were counted (<see cref="StandingCount"/>); null: none yet.</summary>
    public DateOnly? CountedOn { get; init; }
}

internal sealed class StandingConfiguration
    : IEntityTypeConfiguration<Standing>,
        IEntityTypeConfiguration<StandingDue>,
        IEntityTypeConfiguration<StandingCount>,
        IEntityTypeConfiguration<RollFiling>,
        IEntityTypeConfiguration<LedgerOpening>
{
    private const string Current = "superseded_at is null";

    public void Configure(EntityTypeBuilder<Standing> builder)
    {
        builder.ToTable("standing");
        builder.HasKey(s => new { s.PersonId, s.Seq });
        builder.Property(s => s.OrganisationCode).HasMaxLength(8);
        // The lists of those who answer, and of those who watch them.
        builder.HasIndex(s => new { s.OrganisationCode, s.Rule, s.ValidUntil }).HasFilter(Current);
        builder.HasIndex(s => new { s.Rule, s.CountyCode, s.ValidUntil }).HasFilter(Current);
    }

    public void Configure(EntityTypeBuilder<StandingDue> builder)
    {
        builder.ToTable("standing_due");
        builder.HasKey(d => new { d.PersonId, d.TransactionId });
    }

    public void Configure(EntityTypeBuilder<StandingCount> builder)
    {
        builder.ToTable("standing_count");
        builder.HasKey(c => new { c.Day, c.CountyCode, c.Cohort, c.Rule });
        builder.Property(c => c.CountyCode).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<RollFiling> builder)
    {
        builder.ToTable("roll_filing");
        builder.HasKey(f => new { f.SchoolCode, f.Year, f.Term, f.Grade });
        builder.Property(f => f.SchoolCode).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<LedgerOpening> builder)
    {
        builder.ToTable("ledger_opening");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
    }
}
