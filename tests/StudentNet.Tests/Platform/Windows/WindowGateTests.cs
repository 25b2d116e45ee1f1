using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Kernel;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>The gate knows function, year, level and term, and is closed where one of them is not said.</summary>
public sealed class WindowGateTests
{
    private static readonly SchoolYear Year = new(115);
    private static readonly Organisation School = new() { Code = "980601", Level = Level.School, Name = "範一國小", CountyCode = "98010", SchoolLevel = SchoolLevel.Elementary };
    private static readonly WindowGate AllOpen = new(new IntakeCounter.OpenWindows(), FunctionCatalogue.Load(), []);

    public static TheoryData<string, FilingScope?> SaidTooLittle =>
        new()
        {
            { "N3.31", null },
            { "N3.31", FilingScope.Of(Year, null) },
            { "M2.31", FilingScope.OfNoYear(null) },
            { "Q1.31", FilingScope.Of(Year, SchoolLevel.Elementary) },
            { "Q1.31", FilingScope.Of(Year, SchoolLevel.Elementary).OfPart("3") },
            { "Q3.31", FilingScope.Of(Year, SchoolLevel.Elementary).OfPart("1") },
            { "N3.31", FilingScope.Of(new Term(Year, 1), SchoolLevel.Elementary) },
        };

    [Theory]
    [MemberData(nameof(SaidTooLittle))]
    public async Task A_filing_that_does_not_say_all_is_refused_even_while_everything_is_open(string function, FilingScope? scope)
    {
        var state = await AllOpen.AskAsync(function, School, scope, TestApp.Start.UtcDateTime);
        state.ShouldBeOfType<WindowState.Closed>().IsUnclear.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_said_whole_is_open_while_everything_is_open()
    {
        (string, FilingScope)[] whole =
        [
            ("N3.31", FilingScope.Of(Year, SchoolLevel.Elementary)),
            ("N1.21", FilingScope.Of(Year, null).OfEitherLevel()),
            ("M2.31", FilingScope.OfNoYear(SchoolLevel.Elementary)),
            ("Q1.31", FilingScope.Of(new Term(Year, 2), SchoolLevel.Elementary)),
            ("Q3.31", FilingScope.Of(Year, SchoolLevel.Elementary).OfPart("new")),
            ("Q3.31", FilingScope.Of(Year, SchoolLevel.Elementary).OfAllParts()),
        ];
        foreach (var (function, scope) in whole)
        {
            (await AllOpen.AskAsync(function, School, scope, TestApp.Start.UtcDateTime)).ShouldBeOfType<WindowState.Open>(function);
        }
    }

    [Theory]
    [InlineData("115-1", HttpStatusCode.UnprocessableEntity)]
    [InlineData("114-2", HttpStatusCode.Conflict)]
    [InlineData("115-2", HttpStatusCode.Conflict)]
    public async Task Of_a_school_s_rolls_only_the_term_under_way_is_submitted(string term, HttpStatusCode expected)
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 9, 20, 1, 0, 0, TimeSpan.Zero));
        var clerk = await app.ClientAs(Persona.Clerk);
        var token = (await clerk.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await clerk.Http.PostAsync($"/Q1.31/submit?term={term}", post);
        // The term under way has no pupils yet: that is what the page says once it is let through.
        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("class-roll", "114", "2", true)]
    [InlineData("class-roll", "114", "1", false)]
    [InlineData("student-records", "114", "2", true)]
    [InlineData("student-records", "114", "1", false)]
    public async Task A_file_is_of_its_own_term_however_its_format_writes_the_term(string format, string year, string term, bool open)
    {
        // 8/1: the second term of 114 may be filed, the first may not any more.
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 8, 1, 1, 0, 0, TimeSpan.Zero));
        await app.Db(SmallCountry.SeedAsync);
        foreach (var organisation in new[] { SmallCountry.School, SmallCountry.County })
        {
            var result = await IntakeCounter.Of(app).ReceiveAsync(format, IntakeCounter.Text("一,二\r\n"), organisation: organisation, settings: [("year", year), ("term", term)]);
            (result is ReceptionResult.Received).ShouldBe(open, $"{organisation}: {result}");
            (result is ReceptionResult.Refused { Window: not null }).ShouldBe(!open, $"{organisation}: {result}");
        }
    }

    [Fact]
    public async Task Where_a_system_files_nothing_is_filed_by_hand()
    {
        var gate = new WindowGate(new IntakeCounter.OpenWindows(), FunctionCatalogue.Load(), [new BySystem()]);
        var scope = FilingScope.Of(new Term(Year, 1), SchoolLevel.Elementary);
        (await gate.AskByHandAsync("Q1.31", School, scope, TestApp.Start.UtcDateTime)).ShouldBeOfType<WindowState.Closed>().Why.ShouldBe("由系統代送");
        (await gate.AskAsync("Q1.31", School, scope, TestApp.Start.UtcDateTime)).ShouldBeOfType<WindowState.Open>("the system itself must come in");
    }

    [Fact]
    public async Task Every_format_of_a_windowed_function_says_what_it_files()
    {
        await using var app = await TestApp.CreateAsync();
        var functions = app.Services.GetRequiredService<FunctionCatalogue>();
        app.Services.GetRequiredService<FormatCatalogue>()
            .All.Where(f => f.Filing is null && f.Functions.Append(f.WindowOf ?? f.Function).Any(c => functions[c].Window is not null))
            .Select(f => f.Code)
            .ShouldBeEmpty("Such a file would be refused at every hour: give the format its Filing.");
    }

    private sealed class BySystem : IFiledByOthers
    {
        public Task<string?> WhyAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
            Task.FromResult<string?>("由系統代送");
    }
}
