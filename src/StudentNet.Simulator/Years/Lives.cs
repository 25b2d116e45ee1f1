namespace StudentNet.Simulator.Years;

/// <summary>Something that befalls a child.</summary>
/// <param name="Name">Part of the name of a kind of life.</param>
/// <param name="IsFinal">Nothing can follow it.</param>
/// <param name="Plan">Lets it happen from a day on; gives the day on which it is over.</param>
public sealed record Turn(string Name, bool IsFinal, Func<YearsWorld, YearChild, DateOnly, SeededDraw, DateOnly> Plan);

/// <summary>A kind of life: what befalls the child, in order. <paramref name="Age"/>: cohorts after the one that enters in the first year; null: any that is at school.</summary>
public sealed record LifeKind(string Name, IReadOnlyList<Turn> Turns, int? Age = null);

/// <summary>
/// The kinds of life: nothing, each turn alone, and each pair of turns after one another. So what one turn leaves behind meets every other: a number that was
/// changed abroad, an approval that ends in another county, a transfer that does not arrive after a return.
/// </summary>
public static class Lives
{
    /// <summary>Turns of children who are at school.</summary>
    public static IReadOnlyList<Turn> Turns { get; } =
        [
            new("moves", false, (w, c, day, d) => Moves(w, c, day, d, toOther: false, reportedAfter: d.Below(9))),
            new("moves-to-other-county", false, (w, c, day, d) => Moves(w, c, day, d, toOther: true, reportedAfter: d.Below(9))),
            new("moves-and-is-reported-late", false, (w, c, day, d) => Moves(w, c, day, d, toOther: true, reportedAfter: 60)),
            new("moves-out-and-in-later", false, MovesOut),
            new("transfers", false, (w, c, day, d) => Transfers(w, c, day, d.Below(3))),
            new("transfer-arrives-late", false, (w, c, day, d) => Transfers(w, c, day, d.Between(21, 45))),
            new("transfer-found-after-months", false, (w, c, day, d) => Transfers(w, c, day, d.Between(80, 140))),
            new("on-two-rolls", false, TwoRolls),
            new("drops-out", false, (w, c, day, d) => Written(w, c, day, RollState.DroppedOut, d.Between(20, 60))),
            new("long-sick", false, (w, c, day, d) => Written(w, c, day, RollState.LongSick, d.Between(20, 90))),
            new("abroad-on-the-roll", false, (w, c, day, d) => Written(w, c, day, RollState.Abroad, d.Between(20, 90))),
            new("home-schooled-on-the-roll", false, (w, c, day, d) => Written(w, c, day, RollState.HomeSchooled, d.Between(20, 150))),
            new("home-schooled", false, (w, c, day, d) => Approved(w, c, day, "非學", d.Between(60, 200), comesBack: true)),
            new("home-schooling-ends-and-nobody-comes", false, (w, c, day, d) => Approved(w, c, day, "非學", d.Between(60, 120), comesBack: false)),
            new("ill", false, (w, c, day, d) => Approved(w, c, day, "重大傷病", d.Between(30, 120), comesBack: true)),
            new("special-reason-ends-and-nobody-comes", false, (w, c, day, d) => Approved(w, c, day, "特殊原因", d.Between(30, 90), comesBack: false)),
            new("approval-is-corrected", false, Corrected),
            new("abroad-and-back", false, (w, c, day, d) => Abroad(w, c, day, d.Between(60, 150), comesToSchool: true)),
            new("back-from-abroad-and-nowhere", false, (w, c, day, d) => Abroad(w, c, day, d.Between(60, 120), comesToSchool: false)),
            new("emigrates-and-returns", false, EmigratesAndReturns),
            new("new-number", false, (w, c, day, d) => Renumbered(w, c, day, times: 1)),
            new("two-new-numbers", false, (w, c, day, d) => Renumbered(w, c, day, times: 2)),
            new("name-corrected", false, Renamed),
            new("birth-date-corrected", false, Reborn),
            new("forgotten-by-the-whole-list", false, (_, c, day, _) => { c.IsForgotten = true; return day; }),
            new("dies", true, (w, c, day, d) => Struck(w, c, day, "死亡", d.Below(12))),
            new("loses-nationality", true, (w, c, day, d) => Struck(w, c, day, "喪失國籍", d.Below(12))),
            new("emigrates", true, (w, c, day, d) => Struck(w, c, day, "出境遷出", d.Below(12))),
            new("family-disappears", true, (w, c, day, _) => { w.At(day, () => w.Vanishes(c)); return day; }),
            new("family-disappears-in-summer", true, InSummer),
        ];

    /// <summary>Turns of children who are about to enter grade 1.</summary>
    private static readonly Turn[] Entries =
        [
            new("deferred", true, (w, c, day, _) => Deferred(w, c, day, comes: true)),
            new("deferred-and-does-not-come", true, (w, c, day, _) => Deferred(w, c, day, comes: false)),
            new("never-enters", true, NeverEnters),
            new("enters-late", true, EntersLate),
        ];

    private static readonly Turn BornAbroad = new("born-abroad-first-registered", true, (w, c, day, d) => FirstRegistered(w, c, day, d.Between(8, 40)));
    private static readonly Turn BornAbroadUnseen = new("born-abroad-and-at-no-school", true, (w, c, day, d) => FirstRegistered(w, c, day, d.Between(90, 160)));

    /// <summary>All kinds, the plain ones first: every turn alone, then the pairs in an order of their own.</summary>
    public static IReadOnlyList<LifeKind> Kinds { get; } =
        [
            new("ordinary", []),
            .. Turns.Select(t => new LifeKind(t.Name, [t])),
            .. Entries.SelectMany(t => Enumerable.Range(0, 2).Select(age => new LifeKind(age == 0 ? t.Name : $"{t.Name} a year later", [t], age))),
            new(BornAbroad.Name, [BornAbroad]),
            new(BornAbroadUnseen.Name, [BornAbroadUnseen]),
            .. SeededDraw.For(1, "pairs").Shuffled(Turns.Where(t => !t.IsFinal).SelectMany(first => Turns.Select(second => new LifeKind($"{first.Name} + {second.Name}", [first, second])))),
        ];

    private static DateOnly Moves(YearsWorld w, YearChild c, DateOnly day, SeededDraw d, bool toOther, int reportedAfter)
    {
        w.At(
            day,
            () =>
            {
                c.Home = YearsWorld.HomeIn(toOther ? w.OtherCounty(c) : w.CountyOf(c), d, day);
                if (toOther)
                {
                    w.Leaves(c);
                    c.Is(Whereabouts.Nowhere, day, DateOnly.MaxValue);
                }
            }
        );
        w.At(day.AddDays(reportedAfter), () => w.Reports(c, "遷入"));
        if (toOther)
        {
            w.At(day.AddDays(2), () => w.Joins(c, w.SchoolFor(c)));
        }

        return day.AddDays(Math.Max(reportedAfter, 2));
    }

    private static DateOnly MovesOut(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        w.At(
            day,
            () =>
            {
                w.Reports(c, "遷出");
                w.Vanishes(c);
            }
        );
        var arrives = day.AddDays(d.Between(30, 60));
        w.At(
            arrives,
            () =>
            {
                c.Home = YearsWorld.HomeIn(w.OtherCounty(c), d, arrives);
                w.Reports(c, "遷入");
                w.Joins(c, w.SchoolFor(c));
            }
        );
        return arrives;
    }

    private static DateOnly Transfers(YearsWorld w, YearChild c, DateOnly day, int gap)
    {
        w.At(day, () => w.Vanishes(c, gap <= 3 ? DateOnly.MaxValue : null));
        w.At(day.AddDays(gap), () => w.Joins(c, w.SchoolFor(c, turn: 1)));
        return day.AddDays(gap);
    }

    private static DateOnly TwoRolls(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        w.At(day, () => w.Joins(c, w.SchoolFor(c, turn: 1)));
        var ends = day.AddDays(d.Between(10, 30));
        w.At(
            ends,
            () =>
            {
                if (c.OnRolls.Count > 1)
                {
                    w.Dirty.Add(c.OnRolls.Keys.First());
                    c.OnRolls.Remove(c.OnRolls.Keys.First());
                }
            }
        );
        return ends;
    }

    private static DateOnly Written(YearsWorld w, YearChild c, DateOnly day, RollState state, int days)
    {
        w.At(day, () => w.Writes(c, state));
        w.At(day.AddDays(days), () => w.Writes(c, RollState.Enrolled));
        return day.AddDays(days);
    }

    private static DateOnly Approved(YearsWorld w, YearChild c, DateOnly day, string kind, int days, bool comesBack)
    {
        var through = day.AddDays(days);
        w.At(
            day,
            () =>
            {
                w.Approvals.Add(new ApprovalRow(c, kind, w.Document(), day, through));
                w.Accounted(c);
            }
        );
        return After(w, c, through.AddDays(1), comesBack);
    }

    private static DateOnly Corrected(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        var document = "";
        var (through, sooner) = (day.AddDays(150), day.AddDays(d.Between(40, 80)));
        w.At(
            day,
            () =>
            {
                document = w.Document();
                w.Approvals.Add(new ApprovalRow(c, "非學", document, day, through));
                w.Accounted(c);
            }
        );
        // The county hears that it has ended, and corrects the last day.
        w.At(sooner, () => w.Approvals.Add(new ApprovalRow(c, "非學", document, day, sooner)));
        return After(w, c, sooner.AddDays(1), comesBack: false);
    }

    private static DateOnly After(YearsWorld w, YearChild c, DateOnly day, bool comesBack)
    {
        if (comesBack)
        {
            w.At(day, () => w.Joins(c, w.SchoolFor(c)));
            return day;
        }

        w.At(day, () => w.Vanishes(c));
        w.At(day.AddDays(60), () => w.Joins(c, w.SchoolFor(c)));
        return day.AddDays(60);
    }

    private static DateOnly Abroad(YearsWorld w, YearChild c, DateOnly day, int days, bool comesToSchool)
    {
        w.At(
            day,
            () =>
            {
                w.Border.Add(new BorderRow(c, true, day, "0930"));
                w.Accounted(c, w.BorderTells(day).AddDays(1));
            }
        );
        var back = day.AddDays(days);
        w.At(
            back,
            () =>
            {
                w.Border.Add(new BorderRow(c, false, back, "1830"));
                w.Vanishes(c, w.BorderTells(back).AddDays(1));
            }
        );
        var school = back.AddDays(comesToSchool ? 4 : 90);
        w.At(school, () => w.Joins(c, w.SchoolFor(c)));
        return school > back.AddDays(50) ? school : back.AddDays(50);
    }

    private static DateOnly EmigratesAndReturns(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        w.At(
            day,
            () =>
            {
                c.IsStruck = true;
                w.Reports(c, "出境遷出");
                w.Accounted(c);
            }
        );
        var back = day.AddDays(d.Between(60, 150));
        w.At(
            back,
            () =>
            {
                c.IsStruck = false;
                c.Home = c.Home with { Since = back };
                c.Is(Whereabouts.Nowhere, back, DateOnly.MaxValue);
                w.Reports(c, "遷入");
            }
        );
        w.At(back.AddDays(5), () => w.Joins(c, w.SchoolFor(c)));
        return back.AddDays(5);
    }

    private static DateOnly Renumbered(YearsWorld w, YearChild c, DateOnly day, int times)
    {
        for (var time = 0; time < times; time++)
        {
            w.At(
                day.AddDays(20 * time),
                () =>
                {
                    var former = c.Number;
                    c.Numbers.Add(w.AnotherNumber(c));
                    w.Reports(c, "", former);
                }
            );
        }

        // The school hears of it later than the registry.
        var heard = day.AddDays((20 * times) + 5);
        w.At(
            heard,
            () =>
            {
                c.NumberAtSchool = c.Number;
                w.Dirty.UnionWith(c.OnRolls.Keys);
            }
        );
        return heard;
    }

    private static DateOnly Renamed(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        w.At(
            day,
            () =>
            {
                c.Name = c.Name[..1] + InventedName.Given(d, c.Sex) + c.Id.ToString(System.Globalization.CultureInfo.InvariantCulture).Aggregate("", (name, digit) => name + "甲乙丙丁戊己庚辛壬癸"[digit - '0']);
                c.Names.Add(c.Name);
                w.Reports(c);
            }
        );
        return day;
    }

    private static DateOnly Reborn(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        w.At(
            day,
            () =>
            {
                c.Born = c.Born.AddDays(d.Between(1, 25));
                c.BirthDates.Add(c.Born);
                w.Reports(c);
            }
        );
        return day;
    }

    private static DateOnly Struck(YearsWorld w, YearChild c, DateOnly day, string change, int reportedAfter)
    {
        w.At(
            day,
            () =>
            {
                c.IsStruck = true;
                w.Ends(c, YearsWorld.RollsSpeak(day.AddDays(reportedAfter)));
            }
        );
        w.At(day.AddDays(reportedAfter), () => w.Registry.Add(new RegistryRow(c, change, day, c.Number, null, c.Home)));
        return day.AddDays(reportedAfter);
    }

    private static DateOnly InSummer(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        // Between the end of a year and the day on which the school files the next roll.
        var summer = new DateOnly(SchoolYear.Of(day).Gregorian + 1, 8, 5);
        w.At(summer, () => w.Vanishes(c));
        return summer;
    }

    private static DateOnly Deferred(YearsWorld w, YearChild c, DateOnly day, bool comes)
    {
        var enters = new Cohort(c.Cohort).EntryDate(SchoolLevel.Elementary);
        var first = new DateOnly(enters.Year, 8, 1);
        c.Enters = false;
        w.At(first.AddDays(-60), () => w.Approvals.Add(new ApprovalRow(c, "暫緩入學", w.Document(), first, first.AddYears(1).AddDays(30))));
        w.At(first, () => w.Accounted(c));
        w.At(first.AddYears(1), () => c.Behind = 1);
        var school = first.AddYears(1).AddDays(comes ? 31 : 140);
        if (!comes)
        {
            w.At(first.AddYears(1).AddDays(31), () => w.Vanishes(c));
        }

        w.At(school, () => w.Joins(c, w.SchoolFor(c)));
        return school;
    }

    private static DateOnly NeverEnters(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        c.Enters = false;
        var enters = new Cohort(c.Cohort).EntryDate(SchoolLevel.Elementary);
        w.At(enters, () => w.Vanishes(c));
        return enters;
    }

    private static DateOnly EntersLate(YearsWorld w, YearChild c, DateOnly day, SeededDraw d)
    {
        var enters = NeverEnters(w, c, day, d).AddDays(d.Between(40, 130));
        w.At(enters, () => w.Joins(c, w.SchoolFor(c)));
        return enters;
    }

    /// <summary>Born abroad and of compulsory age already: no list has ever named it.</summary>
    private static DateOnly FirstRegistered(YearsWorld w, YearChild c, DateOnly day, int schoolAfter)
    {
        c.IsListed = false;
        c.Enters = false;
        w.At(
            day,
            () =>
            {
                c.Home = c.Home with { Since = day };
                w.Reports(c);
                c.IsListed = true;
                // Whom nothing ever explained is looked for after the checkpoint of the year, when the rolls are there.
                w.Vanishes(c, day.Month is 8 or 9 ? new DateOnly(day.Year, 10, 1) : null);
            }
        );
        w.At(day.AddDays(schoolAfter), () => w.Joins(c, w.SchoolFor(c)));
        return day.AddDays(schoolAfter);
    }
}
