using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

public sealed class StudentNetDbTests
{
    [Fact]
    public async Task A_key_that_another_writer_took_in_between_is_a_lost_race_and_nothing_is_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var quick = database.OpenDb();
        await using var slow = database.OpenDb();
        Next(quick, "下一號");
        Next(slow, "下一號");
        Next(slow, "別的");

        await quick.SaveAsync(Act);
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => slow.SaveAsync(Act));

        await using var db = database.OpenDb();
        (await db.Set<ScheduleMark>().CountAsync(m => m.Name == "別的")).ShouldBe(0);
    }

    private static Act Act => StudentNet.Platform.Data.Act.System("測試", "A4", TestApp.Start.UtcDateTime);

    private static void Next(StudentNetDb db, string name) => db.Add(new ScheduleMark { Name = name, DoneUntil = TestApp.Start.UtcDateTime });
}
