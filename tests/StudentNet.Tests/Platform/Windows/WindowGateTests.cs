using System.Net;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task The_refusal_says_what_was_not_said()
    {
        var scope = FilingScope.Of(Year, SchoolLevel.Elementary);
        (string Function, FilingScope? Scope, string Why)[] unsaid =
        [
            ("N3.31", null, "沒有指明填報的學年度與學制。請由功能頁填報"),
            ("N3.31", FilingScope.Of(Year, null), "沒有指明學制。請在 level 指明 1（國小）或 7（國中）"),
            ("Q1.31", scope, "沒有指明是第 1 學期或第 2 學期。請由功能頁填報"),
            ("Q1.31", scope.OfPart("3"), "各班學生現況填報沒有「3」這一期。請由功能頁填報"),
            ("N3.31", scope.OfPart("1"), "報到填報沒有「1」這一期。請由功能頁填報"),
        ];
        foreach (var (function, said, why) in unsaid)
        {
            (await AllOpen.AskAsync(function, School, said, TestApp.Start.UtcDateTime)).ShouldBe(new WindowState.Closed(why, null) { IsUnclear = true });
        }
    }

    [Fact]
    public async Task A_function_without_a_window_is_open_whatever_is_said()
    {
        var free = FunctionCatalogue.Load().All.First(f => f.Window is null).Code;
        (await AllOpen.AskAsync(free, School, null, TestApp.Start.UtcDateTime)).ShouldBe(new WindowState.Open(null, null));
        (await AllOpen.ClosedPartsAsync(free, School, FilingScope.Of(Year, SchoolLevel.Elementary), TestApp.Start.UtcDateTime)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_is_asked_for_by_itself()
    {
        var gate = new WindowGate(new Nation(), FunctionCatalogue.Load(), []);
        var scope = FilingScope.Of(Year, SchoolLevel.Elementary);
        var march = TaipeiTime.StartOfDayUtc(new DateOnly(2027, 3, 1));

        (await gate.AskAsync("Q1.31", School, scope.OfPart("2"), march)).ShouldBeOfType<WindowState.Open>();
        (await gate.AskAsync("Q1.31", School, scope.OfPart("1"), march)).ShouldBeOfType<WindowState.Closed>();
        var closed = await gate.ClosedPartsAsync("Q1.31", School, scope.OfAllParts(), march);
        closed.Keys.ShouldBe(["1"]);
        closed["1"].Problem.ShouldBe(
            new Problem("window.closed", "Q1.31 各班學生名單：各班學生現況填報（第 1 學期）已於 02/15（一）23:59 截止", "下次開放：116/08/16 00:00"));
        (await gate.ClosedPartsAsync("N3.31", School, scope, march)).ShouldBeEmpty("it has no parts");
    }

    [Fact]
    public void A_closed_window_is_a_problem_with_its_function_and_what_to_do()
    {
        var function = FunctionCatalogue.Load()["N3.31"];
        new ClosedWindow(function, new WindowState.Closed("報到填報不開放", null)).Problem
            .ShouldBe(new Problem("window.closed", "N3.31 勾選報到／單筆／批次新增：報到填報不開放", "開放時間由縣市設定，期滿後的更正請向縣市申請"));
        new ClosedWindow(function, new WindowState.Closed("沒有指明學年度", null) { IsUnclear = true }).Problem
            .ShouldBe(new Problem("window.unclear", "N3.31 勾選報到／單筆／批次新增：沒有指明學年度", "這一次的內容沒有寫入"));
    }

    /// <summary>An extension is the school's; its county does not file by it.</summary>
    [Fact]
    public async Task A_school_s_extension_opens_for_the_school_and_not_for_its_county()
    {
        var extension = new WindowExtension
        {
            CountyCode = "98010",
            SchoolCode = "980601",
            Year = Year,
            Level = SchoolLevel.Elementary,
            Window = "N5",
            LastDay = new DateOnly(2026, 9, 30),
            Reason = "颱風停班停課",
            GrantedAt = TaipeiTime.StartOfDayUtc(new DateOnly(2026, 9, 1)),
        };
        var gate = new WindowGate(new Nation(extension), FunctionCatalogue.Load(), []);
        var scope = FilingScope.Of(Year, SchoolLevel.Elementary);
        var later = TaipeiTime.StartOfDayUtc(new DateOnly(2026, 9, 20));
        var county = new Organisation { Code = "980601", Level = Level.County, Name = "範例縣", CountyCode = "98010" };

        (await gate.AskAsync("N5.31", School, scope, later)).ShouldBeOfType<WindowState.Open>();
        (await gate.AskAsync("N5.31", county, scope, later)).ShouldBeOfType<WindowState.Closed>();
    }

    [Fact]
    public async Task By_hand_a_closed_window_stays_closed_and_others_are_asked_only_when_all_is_said()
    {
        var scope = FilingScope.Of(new Term(Year, 1), SchoolLevel.Elementary);
        var open = new WindowGate(new IntakeCounter.OpenWindows(), FunctionCatalogue.Load(), [new Nobody()]);
        (await open.AskByHandAsync("Q1.31", School, scope, TestApp.Start.UtcDateTime)).ShouldBeOfType<WindowState.Open>("nobody files for it");

        var closed = new WindowGate(new IntakeCounter.OneRuleForAll("never", "always"), FunctionCatalogue.Load(), [new BySystem()]);
        (await closed.AskByHandAsync("Q1.31", School, scope, TestApp.Start.UtcDateTime)).ShouldBeOfType<WindowState.Closed>().Why.ShouldBe("各班學生現況填報不開放");

        var bySystem = new WindowGate(new IntakeCounter.OpenWindows(), FunctionCatalogue.Load(), [new Nobody(), new BySystem()]);
        (await bySystem.AskByHandAsync("M2.31", School, FilingScope.OfNoYear(SchoolLevel.Elementary), TestApp.Start.UtcDateTime))
            .ShouldBeOfType<WindowState.Open>("others file for a year and a level");
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

    private sealed class Nobody : IFiledByOthers
    {
        public Task<string?> WhyAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
            Task.FromResult<string?>(null);
    }

    /// <summary>The national defaults, with extensions.</summary>
    private sealed class Nation(params WindowExtension[] extensions) : IWindows
    {
        public Task<CountyWindows> BookAsync(string? countyCode, CancellationToken cancellation = default) =>
            Task.FromResult(
                new CountyWindows(
                    FilingCalendar.Load(),
                    new Dictionary<(string, SchoolYear, SchoolLevel, WindowEdge), WindowRule>(),
                    extensions,
                    new Dictionary<(string, SchoolYear, SchoolLevel), DateTime>()
                )
            );
    }

    private sealed class BySystem : IFiledByOthers
    {
        public Task<string?> WhyAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
            Task.FromResult<string?>("由系統代送");
    }
}
