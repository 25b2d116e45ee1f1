using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentNet.Platform.Jobs;

namespace StudentNet.Tests.Platform.Jobs;

public sealed class JobCalendarTests
{
    [Fact]
    public async Task What_is_due_is_done_once_in_order_and_made_up_for_after_a_pause()
    {
        await using var app = await JobsApp.CreateAsync(services => services.RemoveAll<IScheduledWork>().AddScheduledWork<EveryNoon>().AddScheduledWork<EveryMidnight>());

        (await app.Calendar.CatchUpAsync()).ShouldBe(Day(1).AddHours(12), "the first look only begins");
        (await app.MarksAsync()).ShouldBeEmpty("what lay before the first start was never this installation's");

        app.Clock.SetUtcNow(Day(3).AddHours(13));
        (await app.Calendar.CatchUpAsync()).ShouldBe(Day(4));
        (await app.MarksAsync()).ShouldBe(["mark 01 12", "mark 02 00", "mark 02 12", "mark 03 00", "mark 03 12"]);
        (await app.OrderAsync()).ShouldBe(["mark 01 12", "mark 02 00", "mark 02 12", "mark 03 00", "mark 03 12"]);

        await app.Calendar.CatchUpAsync();
        (await app.MarksAsync()).Count.ShouldBe(5, "nothing is done twice");

        app.Clock.SetUtcNow(Day(4).AddHours(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.Calendar.CatchUpAsync())));
        (await app.MarksAsync()).Count.ShouldBe(6, "not by four servers either");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_begins_again_instead_of_waiting_for_where_it_once_was()
    {
        await using var app = await JobsApp.CreateAsync(services => services.RemoveAll<IScheduledWork>().AddScheduledWork<EveryNoon>());
        await app.Calendar.CatchUpAsync();
        app.Clock.SetUtcNow(Day(20).AddHours(1));
        await app.Calendar.CatchUpAsync();
        var before = (await app.MarksAsync()).Count;

        app.Clock.AdjustTime(new DateTimeOffset(Earlier.AddHours(1)));
        (await app.Calendar.CatchUpAsync()).ShouldBe(Earlier.AddHours(12), "what comes next is the next noon of the clock, not of the mark");
        (await app.MarksAsync()).Count.ShouldBe(before, "setting it back does nothing by itself");
        app.Clock.SetUtcNow(Earlier.AddHours(13));
        await app.Calendar.CatchUpAsync();
        (await app.MarksAsync()).Count.ShouldBe(before + 1);
    }

    private static readonly DateTime Earlier = new(2026, 7, 25, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime Day(int day) => new(2026, 8, day, 0, 0, 0, DateTimeKind.Utc);
}
