using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>
/// Makes the rolls of a term from the published statistics of schools: as many classes, boys and girls in each grade as they count, with invented
/// names and numbers. A school's pupils are drawn from a stream of its own.
/// </summary>
public sealed class SyntheticTerm
{
    /// <summary>As in <see cref="SyntheticCountry"/>: neighbours get numbers far apart. Prime to ten: no number comes twice.</summary>
    private const long ScatteredBy = 7_368_787;

    private const int TwinsPerTenThousand = 120;
    private const int RarePerTenThousand = 60;
    private const int ResidenceNumberPerTenThousand = 60;
    private const int ReducesPerTenThousand = 150;

    private readonly TermPlan _plan;
    private readonly SurnameUrn _surnames;
    private readonly RareCharacters _rare;
    private long _serial;

    private SyntheticTerm(TermPlan plan, PublishedData data)
    {
        _plan = plan;
        _surnames = new SurnameUrn(data.SurnameCounts());
        _rare = new RareCharacters(data);
    }

    /// <summary>
    /// The rolls of all schools that take part, in the order of their codes. A county whose schools nobody has published is a
    /// <see cref="RefusedException"/> that names those that are.
    /// </summary>
    public static IReadOnlyList<Roll> Create(TermPlan plan, PublishedData data)
    {
        var schools = data.Statistics(plan.Counties);
        var known = schools.Select(s => s.County).ToHashSet(StringComparer.Ordinal);
        if (plan.Counties.Where(c => !known.Contains(c)).ToList() is { Count: > 0 } unknown)
        {
            throw new RefusedException($"公布的學校統計沒有 {string.Join('、', unknown)}；--counties 可以用 {string.Join('、', data.CountiesWithStatistics())}");
        }

        var term = new SyntheticTerm(plan, data);
        return [.. Chosen(schools, plan).Select(term.RollOf)];
    }

    /// <summary>
    /// Of a part for trials: as many pupils of each county, and where one has not enough, more of the others. Small schools come first in a drawn
    /// order, because a part should have many schools; larger ones follow, and last those with a handful of pupils, until there are enough pupils or
    /// no more schools.
    /// </summary>
    private static IEnumerable<SchoolStatistics> Chosen(IReadOnlyList<SchoolStatistics> schools, TermPlan plan)
    {
        if (plan.Pupils is not { } wanted)
        {
            return schools;
        }

        var share = wanted / plan.Counties.Count;
        var most = Math.Max(200, share / 5);
        var queues = schools
            .GroupBy(s => s.County)
            .Select(county =>
                SeededDraw
                    .For(plan.Seed, "schools" + county.Key)
                    .Shuffled(county)
                    .OrderBy(s => s.Pupils > most ? s.Pupils : s.Pupils >= most / 8 ? 0 : int.MaxValue - s.Pupils)
                    .ToList()
            )
            .ToList();
        var chosen = new List<SchoolStatistics>();
        foreach (var queue in queues)
        {
            Take(queue, share);
        }

        foreach (var queue in queues)
        {
            Take(queue, wanted - chosen.Sum(s => s.Pupils));
        }

        return chosen.OrderBy(s => s.Code, StringComparer.Ordinal);

        void Take(List<SchoolStatistics> queue, int enough)
        {
            for (var pupils = 0; pupils < enough && queue.Count > 0; queue.RemoveAt(0))
            {
                chosen.Add(queue[0]);
                pupils += queue[0].Pupils;
            }
        }
    }

    private Roll RollOf(SchoolStatistics school)
    {
        var draw = SeededDraw.For(_plan.Seed, "roll" + school.Code);
        var pupils = new List<Pupil>(school.Pupils);
        for (var grade = 1; grade <= school.Grades.Count; grade++)
        {
            pupils.AddRange(GradeOf(grade, school.Grades[grade - 1], draw));
        }

        return new Roll(school.Code, school.Name, school.County, pupils);
    }

    private IEnumerable<Pupil> GradeOf(int grade, GradeStatistics statistics, SeededDraw draw)
    {
        var sexes = draw.Shuffled(Enumerable.Repeat(Sex.Male, statistics.Boys).Concat(Enumerable.Repeat(Sex.Female, statistics.Girls)));
        var classes = Math.Max(1, statistics.Classes);
        var cohort = Cohort.Entering(new SchoolYear(_plan.Term.Year.Roc - grade + 1), SchoolLevel.Elementary);
        var before = (Surname: "", Born: default(DateOnly));
        for (var i = 0; i < sexes.Count; i++)
        {
            var isTwin = i > 0 && draw.Chance(TwinsPerTenThousand);
            var surname = isTwin ? before.Surname : _surnames.Draw(draw);
            var born = isTwin ? before.Born : cohort.BornFrom.AddDays(draw.Below(cohort.BornTo.DayNumber - cohort.BornFrom.DayNumber + 1));
            before = (surname, born);
            yield return Draw(draw, sexes[i], surname, born, grade, i % classes, i / classes);
        }
    }

    private Pupil Draw(SeededDraw draw, Sex sex, string surname, DateOnly born, int grade, int classIndex, int seatIndex)
    {
        // Nationals who were born abroad go by it until they are registered; foreign pupils are Q3's and stand in no class roll's file.
        var hasResidenceNumber = draw.Chance(ResidenceNumberPerTenThousand);
        var serial = (int)(_serial++ * ScatteredBy % InventedNumber.Count);
        var given = InventedName.Given(draw, sex);
        var standing = StandingAt(draw.Below(10_000));
        return new Pupil(
            hasResidenceNumber ? InventedNumber.Residence(sex, serial) : InventedNumber.National(sex, serial),
            surname + given + (draw.Chance(RarePerTenThousand) ? _rare.Draw(draw) : ""),
            sex,
            born,
            grade,
            (classIndex + 1).ToString("D2", CultureInfo.InvariantCulture),
            seatIndex + 1,
            standing,
            standing == Standing.Enrolled && draw.Chance(ReducesPerTenThousand) ? draw.Between(1, 3) : 0
        );
    }

    private static Standing StandingAt(int drawn) =>
        drawn switch
        {
            < 20 => Standing.HomeSchooled,
            < 30 => Standing.HomeSchooledWithPlace,
            < 40 => Standing.DroppedOut,
            < 60 => Standing.Abroad,
            < 70 => Standing.LongSick,
            _ => Standing.Enrolled,
        };
}
