using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Two_databases_have_the_schema_and_do_not_see_each_other()
    {
        await using var one = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();

        await using (var db = one.OpenDb())
        {
            db.Add(new Organisation { Code = "99998", Level = Level.County, Name = "範例縣" });
            await db.SaveAsync(Act.System("試寫", "system.test", new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc)));
        }

        await using (var db = one.OpenDb())
        {
            (await db.Set<Organisation>().CountAsync(o => o.Code == "99998")).ShouldBe(1);
            db.Dialect.ShouldBe(TestDatabase.Dialect);
        }

        await using (var db = other.OpenDb())
        {
            (await db.Set<Organisation>().CountAsync(o => o.Code == "99998")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_dropped_database_leaves_nothing_behind()
    {
        string folder;
        await using (var database = await TestDatabase.CreateAsync())
        {
            folder = database.Options.Folder;
            Directory.Exists(folder).ShouldBeTrue();
        }

        Directory.Exists(folder).ShouldBeFalse();
    }
}
