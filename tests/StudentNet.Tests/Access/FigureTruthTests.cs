using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;
using StudentNet.Tests.Modules.NonEnrolment;

namespace StudentNet.Tests.Access;

/// <summary>
/// One truth for every figure (DESIGN «Truth»): a crawler opens every page of every persona at one moment and collects each figure that says which one it
/// is and whose. The same figure of the same scope is the same number on all of them; a sum is the sum of its parts; a county is the sum of its schools
/// and the country that of its counties.
/// </summary>
public sealed class FigureTruthTests
{
    /// <summary>A day of registration, and the day after admission closed.</summary>
    public static TheoryData<string> Days => ["2026-07-01T02:00:00Z", "2026-09-15T01:00:00Z"];

    [Theory]
    [MemberData(nameof(Days))]
    public async Task The_same_figure_is_the_same_number_on_every_page_and_sums_are_the_sums_of_their_parts(string day)
    {
        await using var town = await FillAsync();
        town.App.Clock.SetUtcNow(DateTimeOffset.Parse(day, CultureInfo.InvariantCulture));
        var figures = await CollectAsync(town.App);
        figures.Select(f => f.Name).Distinct().Count().ShouldBeGreaterThan(45, "if none are seen, all of them agree");
        figures.Where(f => f.Where.StartsWith("file of ", StringComparison.Ordinal)).Select(f => f.Name).Distinct().Count().ShouldBeGreaterThan(20, "the files are looked into too");

        var titles = town.App.Services.GetRequiredService<FigureTitles>();
        var wrong = new List<string>();
        foreach (var same in figures.GroupBy(f => (f.Name, f.Whose)).Where(g => g.Select(f => f.Value).Distinct().Count() > 1))
        {
            wrong.Add($"{titles.Of(same.Key.Name).Title} of {same.Key.Whose}: {string.Join("; ", same.Select(f => $"{f.Value} on {f.Where}").Distinct())}");
        }

        var known = figures.GroupBy(f => (f.Name, f.Whose)).ToDictionary(g => g.Key, g => g.First().Value);
        foreach (var ((name, whose), value) in known)
        {
            var parts = titles.Of(name).Parts;
            if (parts.Count > 0 && parts.All(p => known.ContainsKey((p, whose))) && parts.Sum(p => known[(p, whose)]) is var sum && sum != value)
            {
                wrong.Add($"{titles.Of(name).Title} of {whose} is {value}, its parts are {sum}");
            }
        }

        wrong.AddRange(await SumsAsync(town.App, known));
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_figure_that_a_page_may_show_is_defined_once_and_says_where_it_is_counted()
    {
        var titles = FigureTitles.Load();
        titles.Defined.Where(f => f.Counted.Length == 0 || f.Unit.Length == 0).Select(f => f.Name).ShouldBeEmpty();
        titles.Defined.SelectMany(f => f.Parts).Where(p => titles.Of(p).Definition.Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_name_of_a_figure_opens_its_definition_without_script()
    {
        await using var town = await FillAsync();
        town.App.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 15, 1, 0, 0, TimeSpan.Zero));
        await town.App.RunJobsAsync();
        using var county = await town.App.ClientAs(Persona.County);
        var page = await county.OpenAsync("/N3.21");
        var name = page.Document.QuerySelectorAll("th .def").First(b => b.TextContent.Trim() == "已報到");
        name.GetAttribute("title")!.ShouldContain("兩校都登錄的，各校各計一次");
        page.TextOf($"#{name.GetAttribute("popovertarget")}[popover]").ShouldContain("stage-count.sql");
    }

    /// <summary>Registered, gone elsewhere, absent, contested with the other county, added from next door, died; some submitted, some cases.</summary>
    private static async Task<MarkingTown> FillAsync()
    {
        var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 2);
        await town.MarkAsync(
            SmallCountry.School,
            EntryStage.Registration,
            new MarkLine(3, new MarkWish.NotHere("other-school", SmallCountry.OtherSchool), null),
            new MarkLine(4, new MarkWish.NotHere("abroad", null, "美國"), null)
        );
        await town.HereAsync(SmallCountry.OtherSchool, 5, isAddition: true);
        await town.HereAsync(SmallCountry.OtherSchool, MarkingTown.Chooser);
        await town.HereAsync(SmallCountry.ForeignSchool, MarkingTown.Foreign);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.HereAsync(SmallCountry.School, MarkingTown.Foreign, isAddition: true);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        await town.App.Db(EnrolAsync);
        return town;
    }

    /// <summary>Rolls of two terms in both counties with every figure of the head count, foreign pupils in a class of their own and in none, a monthly list, a foreign school.</summary>
    private static async Task EnrolAsync(StudentNetDb db)
    {
        await SmallCountry.OpenForForeignersAsync(db);
        var at = TestApp.Start.UtcDateTime;
        (string State, bool HoldsPlace, string Class)[] said = [("enrolled", false, "01"), ("enrolled", false, "02"), ("long-sick", false, "01"), ("non-school", true, "02"), ("non-school", false, "01"), ("dropped-out", false, "02")];
        foreach (var term in new[] { new Term(new SchoolYear(114), 2), new Term(new SchoolYear(115), 1) })
        {
            var people = said.Select((x, i) => (Person: i + 1L, School: SmallCountry.School, x.State, x.HoldsPlace, x.Class))
                .Append((MarkingTown.Neighbour, SmallCountry.OtherSchool, "enrolled", false, "01"))
                .Append((MarkingTown.Chooser, SmallCountry.OtherSchool, "abroad", false, "01"))
                .Append((MarkingTown.Foreign, SmallCountry.ForeignSchool, "enrolled", false, "忠"));
            foreach (var (person, school, state, holdsPlace, name) in people)
            {
                var line = new RollLine("A", 1, name, null, state, null, holdsPlace, null, null, person == 1 ? 2 : 0);
                db.Add(
                    new ClassPupil
                    {
                        PersonId = person,
                        Year = term.Year,
                        Term = term.Number,
                        SchoolCode = school,
                        ClassKind = line.ClassKind,
                        Grade = line.Grade,
                        ClassName = line.ClassName,
                        State = line.State,
                        HoldsPlace = holdsPlace,
                        Reduction = line.Reduction,
                        CountsAs = line.CountsAs,
                        Content = line.Content,
                        ChangedAt = at,
                    }
                );
            }
        }

        // In a class with others, in a class of its own, in none, not returned, gone.
        foreach (var (person, name, kind, absence, left) in new (long, string?, ForeignKind, string?, DateOnly?)[]
        {
            (1, "01", ForeignKind.InSchool, null, null),
            (2, "09", ForeignKind.InSchool, null, null),
            (3, null, ForeignKind.OutOfSchool, null, null),
            (4, "02", ForeignKind.InSchool, ForeignAbsences.Placeless[0], null),
            (5, "02", ForeignKind.InSchool, null, new DateOnly(2026, 3, 1)),
        })
        {
            db.Add(
                new ForeignPupil
                {
                    PersonId = person,
                    SchoolCode = SmallCountry.School,
                    GradeYear = 114,
                    Grade = 1,
                    ClassName = name,
                    Kind = kind,
                    ArrivedOn = new DateOnly(2025, 9, 1),
                    Absence = absence,
                    LeftOn = left,
                    ChangedAt = at,
                }
            );
        }

        db.Add(new SpecialList { ReceiptId = 1, Month = new DateOnly(2026, 6, 1), Pupils = 2, ReceivedAt = at });
        foreach (var (person, school) in new[] { (1L, SmallCountry.School), (MarkingTown.Foreign, SmallCountry.ForeignSchool) })
        {
            db.Add(
                new SpecialPlacement
                {
                    PersonId = person,
                    Seq = 1,
                    SchoolCode = school,
                    Grade = 1,
                    Category = SpecialCodes.Categories.Rows[0].Code,
                    Placement = SpecialCodes.Placements.Rows[0].Code,
                    ApprovedOn = new DateOnly(2026, 3, 1),
                    ClassReduction = 1,
                    Since = new DateOnly(2026, 6, 1),
                    ReceivedAt = at,
                    ReceiptId = 1,
                }
            );
        }

        foreach (var (person, left) in new (long, DateOnly?)[] { (6, null), (MarkingTown.Unplaced, new DateOnly(2026, 5, 1)) })
        {
            db.Add(
                new ForeignSchoolPupil
                {
                    PersonId = person,
                    SchoolCode = SmallCountry.SchoolOfForeigners,
                    GradeYear = 114,
                    Grade = 1,
                    EnrolledOn = new DateOnly(2025, 9, 1),
                    LeftOn = left,
                    ChangedAt = at,
                }
            );
        }

        await db.SaveAsync(Act.System("名單", "system.test", at));
    }

    /// <summary>The sums below a table once more, from the file that the page gives out: a column of the same name, whose lines add up to the same number.</summary>
    private static async Task<List<(string Name, string Whose, long Value, string Where)>> InFileAsync(Visitor visitor, TestPage page, FigureTitles titles, string where)
    {
        // The file of a table stands in its card; that of another card is another list.
        var link = page.Document.QuerySelectorAll("a[href*='handler=export']").FirstOrDefault(a => a.GetAttribute("href")!.Contains("kind=Csv", StringComparison.Ordinal));
        var sums = link?.Closest(".card")?.QuerySelectorAll("tfoot td[data-figure]").Where(e => e.GetAttribute("data-of") is { Length: > 0 }).ToList() ?? [];
        if (sums.Count == 0 || link is null)
        {
            return [];
        }

        var text = await visitor.Http.GetStringAsync(new Uri(page.Address, link.GetAttribute("href")));
        List<string[]> lines = [.. text.TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',').Select(c => c.Trim('"')).ToArray())];
        return
        [
            .. sums.Select(e =>
            {
                var name = e.GetAttribute("data-figure")!;
                var at = Array.IndexOf(lines[0], titles.Of(name).Title);
                // No column of that name at all: as wrong as another number.
                var sum = at < 0 ? -1 : lines.Skip(1).Where(l => !l.Contains("合計")).Sum(l => long.TryParse(l[at], NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0);
                return (name, e.GetAttribute("data-of")!, sum, at < 0 ? $"{where} (no column {titles.Of(name).Title})" : where);
            }),
        ];
    }

    private static async Task<List<(string Name, string Whose, long Value, string Where)>> CollectAsync(TestApp app)
    {
        var titles = app.Services.GetRequiredService<FigureTitles>();
        string[] paths =
        [
            "/", "/?by=N5", "/N2.11?level=1", "/N2.11?level=7", "/N2.21?level=1", "/N2.21?level=7", "/N3.11?level=1", "/N3.11?level=7", "/N3.21?level=1", "/N3.21?level=7", "/N3.31", "/N3.31/submit",
            "/N5.11?level=1", "/N5.21?level=1", "/N5.31", "/N5.31/submit", "/N4.31", "/N6.31", $"/N3.21/school/{SmallCountry.School}", $"/N3.21/school/{SmallCountry.OtherSchool}",
            $"/N5.21/school/{SmallCountry.School}", "/P2.11", "/P2.21", "/P2.31", "/Q2.21", "/Q2.11", "/Q1.21", "/Q1.11",
            "/Q1.31", "/Q1.31/submit", "/Q1.31?show=over", $"/Q1.21/school/{SmallCountry.School}", $"/Q1.11/school/{SmallCountry.OtherSchool}", $"/Q1.11?county={SmallCountry.County}",
            "/Q1.31?term=114-2", "/Q1.21?term=114-2", "/Q1.11?term=114-2", "/Q3.31", "/Q3.21", "/Q3.21?by=School", "/Q3.21/list", "/Q3.11", "/Q3.11?by=Absence",
            "/Q4.21", "/Q4.21?by=School", "/Q4.11", "/Q4.11?by=County", "/Q5.31", "/Q5.21", "/Q5.11",
        ];
        var figures = new List<(string, string, long, string)>();
        foreach (var persona in new[] { Persona.Clerk, Persona.OtherClerk, Persona.ForeignClerk, Persona.County, Persona.OtherCounty, Persona.Ministry })
        {
            using var visitor = await app.ClientAs(persona);
            foreach (var path in paths)
            {
                var page = await visitor.GetAsync(path);
                if (page.Status != System.Net.HttpStatusCode.OK)
                {
                    continue;
                }

                figures.AddRange(
                    page.Document.QuerySelectorAll("[data-figure]")
                        .Where(e => e.GetAttribute("data-figure") is { Length: > 0 })
                        .Select(e => (e.GetAttribute("data-figure")!, e.GetAttribute("data-of") ?? "", long.Parse(e.GetAttribute("data-value")!, CultureInfo.InvariantCulture), $"{path} ({persona})"))
                );
                figures.AddRange(await InFileAsync(visitor, page, titles, $"file of {path} ({persona})"));
            }
        }

        return figures;
    }

    /// <summary>What is counted of schools adds up to their county, of counties to the country, of levels to the whole.</summary>
    private static async Task<List<string>> SumsAsync(TestApp app, Dictionary<(string Name, string Whose), long> known)
    {
        var wrong = new List<string>();
        var organisations = await app.Db(db => db.Set<Organisation>().AsNoTracking().ToListAsync());
        // Cases wait for a school at their county: they are in no school's figure.
        foreach (var ((name, whose), value) in known.Where(k => !k.Key.Name.StartsWith("P2.", StringComparison.Ordinal)))
        {
            var code = whose.Split('|')[0];
            var (suffix, level) = (whose[code.Length..], whose.Contains('|', StringComparison.Ordinal) && name[0] != 'Q' ? whose.Split('|')[1] : null);
            var of = organisations.Single(o => o.Code == code);
            if (of.Level == Level.School || (level is null && name[0] == 'N'))
            {
                continue;
            }

            List<string> parts =
            [
                .. organisations
                    .Where(o => of.Level == Level.County ? o.Level == Level.School && o.CountyCode == code && (level is null || $"{(int?)o.SchoolLevel}" == level) : o.Level == Level.County)
                    .Select(o => o.Code + suffix)
                    .Where(w => known.ContainsKey((name, w))),
            ];
            if (parts.Count > 1 && parts.Sum(p => known[(name, p)]) is var sum && sum != value)
            {
                wrong.Add($"{name} of {whose} is {value}, that of {string.Join(", ", parts)} together {sum}");
            }
        }

        foreach (var ((name, whose), value) in known.Where(k => !k.Key.Whose.Contains('|', StringComparison.Ordinal)))
        {
            if (known.TryGetValue((name, $"{whose}|1"), out var first) && known.TryGetValue((name, $"{whose}|7"), out var second) && first + second != value)
            {
                wrong.Add($"{name} of {whose} is {value}, by level {first} and {second}");
            }
        }

        return wrong;
    }
}
