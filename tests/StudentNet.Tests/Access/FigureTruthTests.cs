using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
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
        figures.Select(f => f.Name).Distinct().Count().ShouldBeGreaterThan(20, "if none are seen, all of them agree");

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
        return town;
    }

    private static async Task<List<(string Name, string Whose, long Value, string Where)>> CollectAsync(TestApp app)
    {
        string[] paths =
        [
            "/", "/?by=N5", "/N2.11?level=1", "/N2.11?level=7", "/N2.21?level=1", "/N2.21?level=7", "/N3.11?level=1", "/N3.11?level=7", "/N3.21?level=1", "/N3.21?level=7", "/N3.31", "/N3.31/submit",
            "/N5.11?level=1", "/N5.21?level=1", "/N5.31", "/N5.31/submit", "/N4.31", "/N6.31", $"/N3.21/school/{SmallCountry.School}", $"/N3.21/school/{SmallCountry.OtherSchool}",
            $"/N5.21/school/{SmallCountry.School}", "/P2.11", "/P2.21", "/P2.31", "/Q2.21", "/Q2.11", "/Q1.21", "/Q1.11",
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
            }
        }

        return figures;
    }

    /// <summary>What is counted of schools adds up to their county, of counties to the country, of levels to the whole.</summary>
    private static async Task<List<string>> SumsAsync(TestApp app, Dictionary<(string Name, string Whose), long> known)
    {
        var wrong = new List<string>();
        var organisations = await app.Db(db => db.Set<Organisation>().AsNoTracking().ToListAsync());
        foreach (var ((name, whose), value) in known.Where(k => k.Key.Name.StartsWith("N3.", StringComparison.Ordinal) || k.Key.Name.StartsWith("N5.", StringComparison.Ordinal) || k.Key.Name.StartsWith("N.", StringComparison.Ordinal)))
        {
            var (code, level) = (whose.Split('|')[0], whose.Contains('|', StringComparison.Ordinal) ? whose.Split('|')[1] : null);
            var of = organisations.Single(o => o.Code == code);
            if (of.Level == Level.School || level is null)
            {
                continue;
            }

            List<string> parts =
            [
                .. organisations
                    .Where(o => of.Level == Level.County ? o.Level == Level.School && o.CountyCode == code && $"{(int?)o.SchoolLevel}" == level : o.Level == Level.County)
                    .Select(o => $"{o.Code}|{level}")
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
