using System.Globalization;
using System.Runtime.Versioning;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Audit;

/// <summary>What only the text that is kept outside the database can prove: an end that was cut off and whose head was mended, a lane written anew.</summary>
public sealed class AuditAnchorTests
{
    private const string Chain = "98010";
    private const int Links = 5;

    [Fact]
    public async Task A_cut_off_end_with_a_mended_head_is_found()
    {
        await using var it = await Kept.CreateAsync();
        await it.TamperAsync($"delete from audit_entry where chain = '{Chain}' and seq > 3");
        await it.TamperAsync($"update audit_head set seq = 3, hash = (select hash from audit_entry where chain = '{Chain}' and seq = 3) where chain = '{Chain}'");

        (await it.BreakAsync(withAnchor: false)).ShouldBeNull("the database alone is sound");
        (await it.BreakAsync()).ShouldBe(new AuditBreak(4, AuditFault.Truncated));
    }

    [Fact]
    public async Task A_lane_that_is_gone_with_its_head_is_found()
    {
        await using var it = await Kept.CreateAsync();
        await it.TamperAsync($"delete from audit_entry where chain = '{Chain}'");
        await it.TamperAsync($"delete from audit_head where chain = '{Chain}'");

        (await it.BreakAsync()).ShouldBe(new AuditBreak(1, AuditFault.Truncated));
    }

    [Fact]
    public async Task A_lane_that_was_written_anew_is_found()
    {
        await using var it = await Kept.CreateAsync();
        await it.TamperAsync($"delete from audit_entry where chain = '{Chain}'");
        await it.TamperAsync($"delete from audit_head where chain = '{Chain}'");
        await it.WriteAsync(Links + 2, "別的");

        (await it.BreakAsync(withAnchor: false)).ShouldBeNull("the database alone is sound");
        (await it.BreakAsync()).ShouldBe(new AuditBreak(Links, AuditFault.Rewritten));
    }

    [Fact]
    public async Task What_was_written_since_is_no_fault_and_the_next_anchor_holds_it()
    {
        await using var it = await Kept.CreateAsync();
        (await it.KeepAsync()).ShouldBe(AnchorKeeping.Unchanged);
        await it.WriteAsync(2);

        (await it.BreakAsync()).ShouldBeNull();
        (await it.KeepAsync()).ShouldBe(AnchorKeeping.Kept);
        it.File.Read(out _).ShouldNotBeNull().Heads.Single(h => h.Chain == Chain).Seq.ShouldBe(Links + 2);
    }

    [Fact]
    public async Task The_anchor_that_proves_an_alteration_is_not_replaced()
    {
        await using var it = await Kept.CreateAsync();
        var before = await System.IO.File.ReadAllTextAsync(it.File.FilePath);
        await it.TamperAsync($"delete from audit_entry where chain = '{Chain}'");
        await it.TamperAsync($"delete from audit_head where chain = '{Chain}'");
        await it.WriteAsync(Links + 2, "別的");

        (await it.KeepAsync()).ShouldBe(AnchorKeeping.AuditAltered);

        (await System.IO.File.ReadAllTextAsync(it.File.FilePath)).ShouldBe(before);
    }

    [Theory]
    [InlineData("98010 1 5 ", "98010 1 4 ")]
    [InlineData("# 簽章 ", "# 簽章 AAAA")]
    [InlineData("# 簽章 ", "")]
    [InlineData("# StudentNet", "StudentNet")]
    public async Task An_altered_file_is_an_anchor_of_nothing_and_is_left_as_it_is(string from, string to)
    {
        await using var it = await Kept.CreateAsync();
        var text = await System.IO.File.ReadAllTextAsync(it.File.FilePath);
        text.ShouldContain(from);
        await System.IO.File.WriteAllTextAsync(it.File.FilePath, text.Replace(from, to, StringComparison.Ordinal));

        it.File.Read(out var isAltered).ShouldBeNull();
        isAltered.ShouldBeTrue();
        (await it.KeepAsync()).ShouldBe(AnchorKeeping.FileAltered);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_read_the_key_and_the_anchor()
    {
        await using var it = await Kept.CreateAsync();
        foreach (var path in new[] { it.File.FilePath, Path.Combine(it.Folder, "keys", "audit-signing.pem") })
        {
            System.IO.File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>A chain of some links, and an anchor that was kept after them.</summary>
    private sealed class Kept(TestDatabase database) : IAsyncDisposable
    {
        public AuditAnchorFile File { get; } = new(database.Options);

        public string Folder => database.Options.Folder;

        public static async Task<Kept> CreateAsync()
        {
            var it = new Kept(await TestDatabase.CreateAsync());
            await it.WriteAsync(Links);
            (await it.KeepAsync()).ShouldBe(AnchorKeeping.Kept);
            return it;
        }

        public async Task WriteAsync(int links, string what = "測試")
        {
            await using var db = database.OpenDb();
            for (var i = 0; i < links; i++)
            {
                var detail = i.ToString(CultureInfo.InvariantCulture);
                await db.SaveAsync(new Act(what, "N3.31", TestApp.Start.UtcDateTime, "980601", Chain) { AccountId = 1, Detail = detail });
            }
        }

        public async Task<AnchorKeeping> KeepAsync()
        {
            await using var db = database.OpenDb();
            return await File.KeepAsync(db, TestApp.Start.UtcDateTime);
        }

        public async Task<AuditBreak?> BreakAsync(bool withAnchor = true)
        {
            await using var db = database.OpenDb();
            var results = await new AuditCheck(db).RunAsync(withAnchor ? File.Read(out _).ShouldNotBeNull() : null);
            results.Where(r => r.Chain != Chain).ShouldAllBe(r => r.Break == null);
            return results.SingleOrDefault(r => r.Chain == Chain)?.Break;
        }

        public async Task TamperAsync(string sql)
        {
            await using var db = database.OpenDb();
            await using var command = await db.CommandAsync(sql);
            (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
