using System.Data.Common;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The facts of allocation, registration and admission: a school's own lists, and the schools of a county or the country.</summary>
internal sealed class StageFacts(StudentNetDb db) : IFilingFacts
{
    public async Task<IReadOnlyList<FilingFacts>> OfAsync(Organisation organisation, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        return organisation.Level switch
        {
            Level.School when organisation.SchoolLevel is { } level => await ReadAsync(
                "stage-facts-school",
                new { school = organisation.Code, year, level },
                r => OfSchool(r, year, level),
                cancellation
            ),
            Level.County =>
            [
                .. await ReadAsync("stage-facts-allocation", new { county = organisation.Code, year }, r => OfAllocation(r, year), cancellation),
                .. await OfSchoolsAsync(organisation.Code, year, cancellation),
            ],
            Level.Ministry => await OfSchoolsAsync("", year, cancellation),
            _ => [],
        };
    }

    private Task<IReadOnlyList<FilingFacts>> OfSchoolsAsync(string county, SchoolYear year, CancellationToken cancellation) =>
        ReadAsync(
            "stage-facts-schools",
            new { county, year },
            r =>
                new FilingFacts(r.GetString(0), year, (SchoolLevel)r.GetInt32(1))
                {
                    IsAsked = true,
                    Schools = (int)r.GetInt64(2),
                    Submitted = (int)r.GetInt64(3),
                    Unfinished = (int)r.GetInt64(4),
                },
            cancellation
        );

    private static FilingFacts OfSchool(DbDataReader row, SchoolYear year, SchoolLevel level)
    {
        var window = row.GetString(0);
        var isAsked = row.GetInt64(1) > 0;
        return new FilingFacts(window, year, level)
        {
            IsAsked = isAsked,
            // The county allocates; for the school it is done when its list is there.
            IsFiled = isAsked && window == "N1",
            Open = row.GetInt64(2),
            Changed = row.GetInt64(3),
            Added = row.GetInt64(4),
        };
    }

    private static FilingFacts OfAllocation(DbDataReader row, SchoolYear year) =>
        new("N1", year, (SchoolLevel)row.GetInt32(0))
        {
            IsAsked = row.GetInt64(1) > 0,
            IsFiled = row.GetInt64(4) > 0,
            Open = row.GetInt64(2),
            Added = row.GetInt64(3),
        };

    private async Task<IReadOnlyList<FilingFacts>> ReadAsync(string statement, object parameters, Func<DbDataReader, FilingFacts> read, CancellationToken cancellation)
    {
        var facts = new List<FilingFacts>();
        await foreach (var one in db.QueryAsync(statement, parameters, read, cancellation))
        {
            facts.Add(one);
        }

        return facts;
    }
}
