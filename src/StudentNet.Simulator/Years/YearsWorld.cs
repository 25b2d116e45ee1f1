using System.Globalization;
using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Years;

/// <summary>A row that the registry will send.</summary>
/// <param name="Change">異動別; empty: resident.</param>
public sealed record RegistryRow(YearChild Child, string Change, DateOnly ChangedOn, PersonNumber Number, PersonNumber? Former, Home Home);

/// <summary>An approval that a county will send.</summary>
public sealed record ApprovalRow(YearChild Child, string Kind, string Document, DateOnly From, DateOnly Through);

/// <summary>A crossing that the border will report.</summary>
public sealed record BorderRow(YearChild Child, bool IsOut, DateOnly Day, string Clock);

/// <summary>
/// The simulated country: children, what will happen on which day, and what offices have not told yet. Whatever happens to a child changes the truth on its day
/// and puts into the offices' baskets what they will write of it.
/// </summary>
public sealed class YearsWorld
{
    private static readonly string[] Surnames = ["林", "陳", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭", "謝", "郭", "洪", "曾", "邱", "廖", "賴", "周"];

    private readonly SortedDictionary<DateOnly, List<Action>> _agenda = [];
    private readonly HashSet<(string, DateOnly)> _taken = [];
    private readonly Town _town;
    private readonly YearsPlan _plan;
    private readonly HashSet<string> _filed = new(StringComparer.Ordinal);
    private int _documents;

    public YearsWorld(YearsPlan plan, Town town)
    {
        (_plan, _town) = (plan, town);
        for (var year = plan.First.Previous; year <= plan.Last; year = year.Next)
        {
            var that = year;
            At(year.FirstDay, () => Promote(that));
            for (var number = 1; number <= 2; number++)
            {
                var term = year.Term(number);
                At(term.FirstDay, _filed.Clear);
                foreach (var school in town.Counties.SelectMany(c => c.Schools))
                {
                    At(FilesOn(school, term), () => File(school));
                }
            }
        }
    }

    public List<YearChild> Children { get; } = [];

    public DateOnly Today { get; private set; }

    /// <summary>Rows of the registry's next change list.</summary>
    public List<RegistryRow> Registry { get; } = [];

    /// <summary>Approvals that the counties send next.</summary>
    public List<ApprovalRow> Approvals { get; } = [];

    /// <summary>Crossings that no list has had yet.</summary>
    public List<BorderRow> Border { get; } = [];

    /// <summary>Schools whose roll has changed, or is due.</summary>
    public SortedSet<string> Dirty { get; } = new(StringComparer.Ordinal);

    public IEnumerable<DateOnly> Days => _agenda.Keys;

    /// <summary>Lets something happen on a day.</summary>
    public void At(DateOnly day, Action what)
    {
        if (!_agenda.TryGetValue(day, out var there))
        {
            _agenda[day] = there = [];
        }

        there.Add(what);
    }

    /// <summary>Lets everything happen up to the end of a day, in order.</summary>
    public void Live(DateOnly through)
    {
        while (_agenda.Count > 0 && _agenda.Keys.First() is var day && day <= through)
        {
            Today = day;
            var things = _agenda[day];
            // What happens may let something happen on the same day.
            for (var i = 0; i < things.Count; i++)
            {
                things[i]();
            }

            _agenda.Remove(day);
        }

        Today = through;
    }

    /// <summary>A child of a cohort in a county; nobody else has its name and birth date.</summary>
    public YearChild Add(string kind, int cohort, PlayedCounty county, SeededDraw draw)
    {
        var sex = draw.Chance(5_000) ? Sex.Male : Sex.Female;
        var from = new Cohort(cohort).BornFrom;
        string name;
        DateOnly born;
        do
        {
            name = draw.Pick(Surnames) + InventedName.Given(draw, sex);
            // In the middle of the cohort: a corrected birth date stays in it.
            born = from.AddDays(draw.Between(40, 320));
        } while (!_taken.Add((name, born)));

        // The masked part of a number in a file is its end: the serials differ in front of it.
        var number = InventedNumber.National(sex, NextSerial());
        var child = new YearChild
        {
            Id = Children.Count,
            Kind = kind,
            Sex = sex,
            Name = name,
            Born = born,
            Home = HomeIn(county, draw, born.AddDays(30)),
            Numbers = [number],
            NumberAtSchool = number,
        };
        child.Names.Add(name);
        child.BirthDates.Add(born);
        Children.Add(child);
        return child;
    }

    /// <summary>A new number for a child.</summary>
    public PersonNumber AnotherNumber(YearChild child) => InventedNumber.National(child.Sex, NextSerial());

    private int _serial;

    private int NextSerial() => 1_000 * ++_serial;

    public static Home HomeIn(PlayedCounty county, SeededDraw draw, DateOnly since)
    {
        var village = draw.Pick(county.Villages);
        return new Home(village.Code, county.Name, village.Township, village.Name, draw.Between(1, 9), $"範例路{draw.Between(1, 900).ToString(CultureInfo.InvariantCulture)}號", since);
    }

    public PlayedCounty CountyOf(YearChild child) => _town.Counties.First(c => c.Name == child.Home.County);

    public PlayedCounty OtherCounty(YearChild child) => _town.Counties.First(c => c.Name != child.Home.County);

    /// <summary>The school that a child of its age and county goes to; null: too young or too old for any.</summary>
    /// <param name="turn">0: the usual one; 1: another one of the county where it has one.</param>
    public string? SchoolFor(YearChild child, int turn = 0)
    {
        var grade = child.GradeIn(SchoolYear.Of(Today));
        var schools = grade is >= 1 and <= 6 ? CountyOf(child).Elementary : grade is >= 7 and <= 9 ? CountyOf(child).Junior : [];
        return schools.Count == 0 ? null : schools[(child.Id + turn) % schools.Count];
    }

    /// <summary>A document's number that no other has.</summary>
    public string Document() => string.Create(CultureInfo.InvariantCulture, $"範例字第{++_documents:D5}號");

    /// <summary>The child leaves every roll that it is on.</summary>
    public void Leaves(YearChild child)
    {
        foreach (var school in child.OnRolls.Keys)
        {
            Dirty.Add(school);
        }

        child.OnRolls.Clear();
    }

    /// <summary>A school takes the child in, as from today.</summary>
    public void Joins(YearChild child, string? school, RollState state = RollState.Enrolled)
    {
        if (school is null || child.Truth == Whereabouts.Over)
        {
            return;
        }

        child.OnRolls[school] = state;
        Dirty.Add(school);
        child.Is(
            state switch { RollState.DroppedOut => Whereabouts.DroppedOut, RollState.HomeSchooled or RollState.Abroad => Whereabouts.Explained, _ => Whereabouts.AtSchool },
            Today,
            RollsSpeak(Today)
        );
    }

    /// <summary>The child's school writes something else of it; nobody, where it is on no roll.</summary>
    public void Writes(YearChild child, RollState state)
    {
        if (child.OnRolls.Keys.FirstOrDefault() is { } school)
        {
            Joins(child, school, state);
        }
    }

    /// <summary>The child is nowhere from today on.</summary>
    /// <param name="toldBy">When everybody concerned has said so; null: rolls alone say it.</param>
    public void Vanishes(YearChild child, DateOnly? toldBy = null)
    {
        if (child.Truth != Whereabouts.Over)
        {
            Leaves(child);
            var rolls = RollsSpeak(Today);
            child.Is(Whereabouts.Nowhere, Today, toldBy is { } later && later > rolls ? later : rolls);
        }
    }

    /// <summary>Something lawful accounts for the child from today on.</summary>
    public void Accounted(YearChild child, DateOnly? toldBy = null)
    {
        if (child.Truth != Whereabouts.Over)
        {
            Leaves(child);
            var rolls = RollsSpeak(Today);
            child.Is(Whereabouts.Explained, Today, toldBy is { } later && later > rolls ? later : rolls);
        }
    }

    /// <summary>No child of this country any more.</summary>
    public void Ends(YearChild child, DateOnly? toldBy = null)
    {
        Leaves(child);
        child.Is(Whereabouts.Over, Today, toldBy ?? RollsSpeak(Today));
    }

    /// <summary>The registry's next list says so.</summary>
    public void Reports(YearChild child, string change = "", PersonNumber? former = null) => Registry.Add(new RegistryRow(child, change, Today, child.Number, former, child.Home));

    /// <summary>The day on which the border's list with a crossing comes: a Friday, two weeks later, and not in the weeks in which the agency sent none.</summary>
    public DateOnly BorderTells(DateOnly crossed)
    {
        var day = crossed.AddDays(YearsPlan.BorderLag);
        while (day.DayOfWeek != DayOfWeek.Friday || _plan.HasNoBorderList(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The day on which a school files its roll of a term for the first time.</summary>
    public DateOnly FilesOn(string school, Kernel.Term term)
    {
        var late = SeededDraw.For(_plan.Seed, $"files{term}{school}").Below(_plan.FilingSpread);
        return term.Number == 1 ? new DateOnly(term.Year.Gregorian, 8, 24).AddDays(late) : new DateOnly(term.Year.Gregorian + 1, 2, 18).AddDays(late);
    }

    /// <summary>
    /// By when rolls have told what happens on a day: a few days, because a school that removes a pupil answers for three more; around the beginning of a term,
    /// the checkpoint, until which the roll before or the school's explanation is waited for.
    /// </summary>
    public static DateOnly RollsSpeak(DateOnly day) =>
        (day.Month, day.Day) switch
        {
            ( >= 8 and <= 9, _) => new DateOnly(day.Year, 10, 1),
            (2, _) or (3, <= 15) => new DateOnly(day.Year, 3, 16),
            _ => day.AddDays(4),
        };

    private void File(string school)
    {
        _filed.Add(school);
        Dirty.Add(school);
    }

    /// <summary>Whether a school has filed the term's roll, so that a change of it goes out at once.</summary>
    public bool HasFiled(string school) => _filed.Contains(school);

    /// <summary>8/1: everybody is a grade higher; who leaves grade 6 is on the list of a 國中, who leaves grade 9 has finished, and who is old enough enters.</summary>
    private void Promote(SchoolYear year)
    {
        foreach (var child in Children)
        {
            var grade = child.GradeIn(year);
            if (child.OnRolls.Count > 0 && grade is 7 or > 9)
            {
                var state = child.OnRolls.Values.First();
                child.OnRolls.Clear();
                if (grade == 7)
                {
                    child.OnRolls[SchoolFor(child)!] = state;
                }
                else
                {
                    child.Is(state == RollState.DroppedOut ? Whereabouts.Nowhere : Whereabouts.Over, Today, RollsSpeak(Today));
                }
            }

            if (grade == 7 && child.Truth == Whereabouts.Nowhere)
            {
                // Its case of 國小 ends by age on 9/2; the comparison of 9/15 looks for who enters 國中.
                child.Is(Whereabouts.Nowhere, child.Since, new DateOnly(year.Gregorian, 9, 16));
            }

            if (grade == 1 && child is { IsListed: true, Truth: Whereabouts.NotYet, Enters: true })
            {
                Joins(child, SchoolFor(child));
            }
        }
    }
}
