using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools;

/// <summary>How a county does the work of one school year and level (domain §5, M1). Its dates are overrides of the filing windows.</summary>
public sealed class CountyParameter : IVersioned
{
    public const int LeavingAlarmByDefault = 30;

    public required string CountyCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>Who brings the allocation into the network.</summary>
    public FilingSide AllocationBy { get; set; } = FilingSide.County;

    /// <summary>Who files the student records (Q2).</summary>
    public FilingSide RecordsBy { get; set; } = FilingSide.School;

    /// <summary>Day of the household registry's list that allocation goes by: 3/20 unless the county says otherwise.</summary>
    public required DateOnly ReferenceDate { get; set; }

    /// <summary>Pupils of a class at most (domain §4): 29 or 30.</summary>
    public required int ClassCeiling { get; set; }

    /// <summary>A file by which more than so many in a hundred leave a class or a school has to be confirmed.</summary>
    public int LeavingAlarmPercent { get; set; } = LeavingAlarmByDefault;

    /// <summary>Which spellings of a class name are one class, and how it is written.</summary>
    public ClassNaming ClassNaming { get; set; } = ClassNaming.TwoDigits;

    /// <summary>A tracked child is visited at least so often, in days.</summary>
    public int VisitEveryDays { get; set; } = 30;

    /// <summary>Steps of the compulsory-attendance ladder, in working days: 勸告, then 書面警告, then 罰鍰, each after so many.</summary>
    public int AdviceWorkingDays { get; set; } = 5;

    public int WarningWorkingDays { get; set; } = 10;

    public int FineWorkingDays { get; set; } = 10;

    /// <summary>NT$ of a fine (domain §7).</summary>
    public int FineAmount { get; set; } = 300;

    /// <summary>The clock of visits stands still while a school's appeal runs.</summary>
    public bool AppealStopsClock { get; set; }

    /// <summary>When the county first finished its settings; null: these are the defaults.</summary>
    public DateTime? SetAt { get; set; }

    public int Version { get; set; }
}

/// <summary>Who files: the county for all its schools, or each school.</summary>
public enum FilingSide
{
    County,
    School,
}

/// <summary>How a county writes the names of classes that are numbers: 1, 01, 001, 一 and, in grade 1, 101 are one class.</summary>
public enum ClassNaming
{
    /// <summary>01.</summary>
    TwoDigits,

    /// <summary>1.</summary>
    Plain,

    /// <summary>101 in grade 1: the grade, then two digits.</summary>
    WithGrade,

    /// <summary>As the school writes it: 1 and 01 are two classes.</summary>
    AsWritten,
}

/// <summary>What <see cref="ClassNaming"/> is called.</summary>
public static class ClassNamingTitles
{
    public static string Title(this ClassNaming naming) =>
        naming switch
        {
            ClassNaming.TwoDigits => "兩位數（01）",
            ClassNaming.Plain => "不補零（1）",
            ClassNaming.WithGrade => "連年級（101）",
            _ => "照學校寫的，不合併",
        };
}

/// <summary>Reads the counties' parameters.</summary>
public static class CountyParameters
{
    /// <summary>A county's parameters for a year and level; the defaults, not yet set, where it has none.</summary>
    public static async Task<CountyParameter> ForAsync(
        StudentNetDb db,
        string countyCode,
        SchoolYear year,
        SchoolLevel level,
        CancellationToken cancellation = default
    ) =>
        await db.Set<CountyParameter>().AsNoTracking().SingleOrDefaultAsync(p => p.CountyCode == countyCode && p.Year == year && p.Level == level, cancellation)
        ?? Default(countyCode, year, level);

    /// <summary>What holds until the county has set something.</summary>
    public static CountyParameter Default(string countyCode, SchoolYear year, SchoolLevel level) =>
        new()
        {
            CountyCode = countyCode,
            Year = year,
            Level = level,
            ReferenceDate = new DateOnly(year.Gregorian, 3, 20),
            ClassCeiling = level == SchoolLevel.Elementary ? 29 : 30,
        };

    /// <summary>
    /// Sets a county's parameters and the dates it decides, and tells the windows. The caller has checked them
    /// (<c>ParameterRules</c> on the page).
    /// </summary>
    /// <param name="dates">Days per edge; a day equal to the national default is not stored, so that a change of the default reaches the county.</param>
    public static Task SetAsync(
        StudentNetDb db,
        CountyParameter parameter,
        IReadOnlyDictionary<(string Window, WindowEdge Edge), DateOnly> dates,
        FilingCalendar calendar,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return db.WriteAsync(
            act,
            async () =>
            {
                parameter.SetAt ??= act.At;
                if (db.Entry(parameter).State == EntityState.Detached)
                {
                    db.Add(parameter);
                }

                var (county, year, level) = (parameter.CountyCode, parameter.Year, parameter.Level);
                var kept = await db.Set<WindowOverride>().Where(o => o.CountyCode == county && o.Year == year && o.Level == level).ToListAsync(cancellation);
                foreach (var ((window, edge), day) in dates)
                {
                    var rule = RuleOf(day, year);
                    var row = calendar[window];
                    var own = kept.SingleOrDefault(o => o.Window == window && o.Edge == edge);
                    if (!row.CountyMaySet(edge))
                    {
                        throw new InvalidOperationException($"A county may not set {window} {edge}.");
                    }

                    if (rule == row[edge].ToString())
                    {
                        if (own is not null)
                        {
                            db.Remove(own);
                        }
                    }
                    else if (own is null)
                    {
                        db.Add(new WindowOverride { CountyCode = county, Year = year, Level = level, Window = window, Edge = edge, Rule = rule });
                    }
                    else
                    {
                        own.Rule = rule;
                    }
                }

                await db.SaveChangesAsync(cancellation);
                await WindowChange.NoteAsync(db, county, cancellation);
                return true;
            },
            cancellation
        );
    }

    /// <summary>A day as the windows' grammar writes it, relative to the school year, so that the next year can be copied from it.</summary>
    internal static string RuleOf(DateOnly day, SchoolYear year)
    {
        var offset = SchoolYear.Of(day).Roc - year.Roc;
        var prefix = offset == 0 ? "" : FormattableString.Invariant($"{offset:+0;-0}y:");
        return FormattableString.Invariant($"{prefix}{day:MM-dd}");
    }
}

internal sealed class CountyParameterConfiguration : IEntityTypeConfiguration<CountyParameter>
{
    public void Configure(EntityTypeBuilder<CountyParameter> builder)
    {
        builder.ToTable("county_parameter");
        builder.HasKey(p => new { p.CountyCode, p.Year, p.Level });
        builder.Property(p => p.CountyCode).HasMaxLength(8);
    }
}
