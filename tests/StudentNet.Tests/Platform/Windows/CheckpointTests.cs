using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>The registration checkpoint of 115, 2026-07-25 23:59, in the small country.</summary>
public sealed class CheckpointTests : IAsyncLifetime
{
    private static readonly SchoolYear Year = new(115);
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.CreateAsync();
        await _app.Db(SmallCountry.SeedAsync);
        await CatchUpAsync(); // the installation begins on 7/1
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Figures_are_frozen_as_they_stood_and_later_changes_never_reach_them()
    {
        await EventsAsync(
            (1, 1, EntryState.Allocated, SmallCountry.School, "2026-06-01 09:00:00"),
            (2, 1, EntryState.Allocated, SmallCountry.School, "2026-06-01 09:00:00"),
            (3, 1, EntryState.Allocated, SmallCountry.OtherSchool, "2026-06-01 09:00:00"),
            (4, 1, EntryState.Allocated, SmallCountry.ForeignSchool, "2026-06-01 09:00:00"),
            (1, 2, EntryState.Registered, SmallCountry.School, "2026-07-25 23:59:59"),
            (2, 2, EntryState.NotRegistered, SmallCountry.School, "2026-07-10 10:00:00"),
            (3, 2, EntryState.Registered, SmallCountry.School, "2026-07-26 00:00:00") // a second too late: still on the other school's list
        );
        await SubmitAsync("2026-07-24 14:02");

        _app.Clock.SetUtcNow(Taipei("2026-07-26 00:00:00"));
        await CatchUpAsync();

        var frozen = await ReadAsync();
        frozen.Freeze.DueAt.ShouldBeLessThan(Taipei("2026-07-26 00:00:00"));
        frozen.Freeze.FrozenAt.ShouldBe(Taipei("2026-07-26 00:00:00"));
        frozen[SmallCountry.School, "listed"].ShouldBe(2);
        frozen[SmallCountry.School, "registered"].ShouldBe(1);
        frozen[SmallCountry.School, "not_registered"].ShouldBe(1);
        frozen[SmallCountry.School, "submitted"].ShouldBe(1);
        frozen[SmallCountry.OtherSchool, "open"].ShouldBe(1);
        frozen[SmallCountry.OtherSchool, "submitted"].ShouldBe(0);
        frozen[SmallCountry.County, "listed"].ShouldBe(3);
        frozen[SmallCountry.County, "schools"].ShouldBe(2);
        frozen[SmallCountry.County, "submitted"].ShouldBe(1);
        frozen[Organisation.MinistryCode, "listed"].ShouldBe(4);

        using var county = await _app.ClientAs(Persona.County);
        var progress = await county.OpenAsync("/N3.21");
        progress.Text.ShouldContain("07/25（六）23:59 凍結的數字，之後的提交與更正不會改變它，所以會與現況不同");
        progress.Text.ShouldContain("1 / 2 校");
        using var ministry = await _app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/N3.11")).Text.ShouldContain("報到檢核基準日 的數字");

        await EventsAsync((2, 3, EntryState.Registered, SmallCountry.School, "2026-08-01 09:00:00"));
        _app.Clock.SetUtcNow(Taipei("2026-08-02 09:00:00"));
        await CatchUpAsync();
        (await ReadAsync()).Values.ShouldBe(frozen.Values, ignoreOrder: true);
        await _app.Db(async db => (await db.Set<Run>().CountAsync(r => r.Kind == "checkpoint")).ShouldBe(2, "one for each level, once"));
    }

    [Fact]
    public async Task A_server_that_starts_late_freezes_the_figures_of_the_instant_and_says_when_it_did()
    {
        await EventsAsync(
            (1, 1, EntryState.Allocated, SmallCountry.School, "2026-06-01 09:00:00"),
            (1, 2, EntryState.Registered, SmallCountry.School, "2026-07-28 09:00:00")
        );
        await SubmitAsync("2026-07-28 10:00");

        _app.Clock.SetUtcNow(Taipei("2026-07-29 08:00:00"));
        await CatchUpAsync();

        var frozen = await ReadAsync();
        frozen.Freeze.FrozenAt.ShouldBe(Taipei("2026-07-29 08:00:00"));
        frozen[SmallCountry.School, "open"].ShouldBe(1);
        frozen[SmallCountry.School, "registered"].ShouldBe(0);
        frozen[SmallCountry.School, "submitted"].ShouldBe(0);
    }

    private async Task CatchUpAsync()
    {
        await _app.Services.GetRequiredService<JobCalendar>().CatchUpAsync();
        await _app.Services.GetRequiredService<RunWorker>().RunAllAsync();
    }

    private async Task<FrozenFigures> ReadAsync() =>
        (
            await _app.Db(db =>
                FrozenFigures.ReadAsync(
                    db,
                    "N3",
                    Year,
                    SchoolLevel.Elementary,
                    [SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.County, Organisation.MinistryCode]
                )
            )
        ).ShouldNotBeNull();

    private Task EventsAsync(params (long Person, int Seq, EntryState State, string School, string At)[] events) =>
        _app.Db(async db =>
        {
            foreach (var (person, seq, state, school, at) in events)
            {
                db.Add(
                    new EntryEvent
                    {
                        PersonId = person,
                        Year = Year,
                        Level = SchoolLevel.Elementary,
                        Seq = seq,
                        State = state,
                        SchoolCode = school,
                        What = "allocated",
                        At = Taipei(at),
                    }
                );
            }

            await db.SaveAsync(Act.System("寫入歷程", "system.test", Taipei("2026-07-01 09:00:00")));
        });

    private Task<Submission> SubmitAsync(string at) =>
        _app.Db(db =>
            Submissions.SubmitAsync(
                db,
                "N3",
                Year,
                SchoolLevel.Elementary,
                new Dictionary<string, long> { ["registered"] = 1 },
                "範小冊",
                new Act("提交報到", "N3.31", Taipei(at.Length == 16 ? $"{at}:00" : at), SmallCountry.School, SmallCountry.County)
            )
        );

    private static DateTime Taipei(string clock) =>
        TaipeiTime.ToUtc(DateTime.ParseExact(clock, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
}
