using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Access;

/// <summary>A suppressed address is nowhere (domain §7, decision 153): every page, list, print and export of every persona is crawled for it.</summary>
public sealed class AddressSuppressionTests
{
    private const string Secret = "密守路七十七巷九號";

    [Fact]
    public async Task No_page_list_or_export_tells_the_address_of_a_protected_child()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        await app.Db(db => db.WriteAsync(Write(), () => db.Set<Residence>().Where(r => r.PersonId == AccessWorld.Child).ExecuteUpdateAsync(u => u.SetProperty(r => r.Address, Secret))));
        var askers = await AccessAsker.AllAsync(app);
        var county = askers.Single(a => a.Name == "county");
        (await TellsAsync(county, "GET", $"/N1.21/child/{AccessWorld.Child}")).ShouldBeTrue("before it is suppressed the address is told, or the crawl would find nothing whatever is shown");

        await app.Db(async db =>
        {
            db.Add(Suppression(AccessWorld.Child));
            await db.SaveAsync(Write());
        });
        var told = new List<string>();
        var asked = 0;
        foreach (var row in AccessMatrix.Read().Where(r => r.Method.StartsWith("GET", StringComparison.Ordinal)))
        {
            foreach (var asker in askers.Where(a => row.Expected[a.Name] == AccessVerdict.Allow))
            {
                asked++;
                if (await TellsAsync(asker, row.Method, row.Path))
                {
                    told.Add($"{row.Method} {row.Path} as {asker.Name}");
                }
            }
        }

        asked.ShouldBeGreaterThan(200);
        told.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_named_person_alone_sees_it_the_registry_does_not_bring_it_back_and_lifting_does()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        await app.Db(SignIn.SeedAsync);
        var row = RegistryFile.Child(1) with { Address = Secret };
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(row), settings: RegistryFile.Settings()));
        var child = await MergeWorld.IdAsync(app, RegistryFile.Number(1));
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/N7.21/protected");
        var entered = await page.SubmitAsync(
            f =>
            {
                (f["Input.Number"], f["Input.Name"], f["Input.Authority"], f["Input.DocumentNo"]) = (RegistryFile.Number(1), RegistryFile.Child(1).Name, "範例地方法院", "第 1 號");
                f["Input.Viewer"] = page.Document.QuerySelectorAll("select[name='Input.Viewer'] option").First(o => o.TextContent == Persona.County.Name).GetAttribute("value")!;
            },
            button: "登錄保護"
        );
        entered.Redirect.ShouldNotBeNull(entered.Text);
        (await AddressesAsync(app, child)).ShouldBe([AddressSuppression.Placeholder]);

        // The same list again moves nobody; another address is hidden too.
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(row), settings: RegistryFile.Settings()));
        (await AddressesAsync(app, child)).ShouldBe([AddressSuppression.Placeholder]);
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(row with { Address = Secret + "二樓", DataDate = "115/06/20" }), settings: RegistryFile.Settings()));
        (await AddressesAsync(app, child)).ShouldBe([AddressSuppression.Placeholder, AddressSuppression.Placeholder]);

        var one = await county.OpenAsync($"/N7.21/protected/{child}/1");
        one.Text.ShouldNotContain(Secret);
        (await one.SubmitAsync(button: "查看地址")).Text.ShouldNotContain(Secret, Case.Sensitive, "no purpose, no address");
        (await one.SubmitAsync(f => f["Purpose"] = "社政聯繫", button: "查看地址")).TextOf("#address").ShouldBe(Secret + "二樓");
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "查看受保護的地址"))).ShouldBe(1);
        await app.Db(db => db.WriteAsync(Write(), () => db.Set<AddressSuppression>().ExecuteUpdateAsync(u => u.SetProperty(s => s.ViewerAccountId, (long?)null))));
        (await one.SubmitAsync(f => f["Purpose"] = "社政聯繫", button: "查看地址")).Text.ShouldNotContain(Secret);

        (await one.SubmitAsync(f => f["Reason"] = "保護令期滿", button: "解除保護")).Redirect.ShouldNotBeNull();
        (await AddressesAsync(app, child)).ShouldBe([Secret, Secret + "二樓"]);
    }

    [Fact]
    public async Task A_merge_carries_the_protection_over_to_the_record_that_stays()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var rows = new[] { RegistryFile.Child(1) with { Address = "範例路 1 號" }, RegistryFile.Child(2) with { Address = Secret } };
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(rows), settings: RegistryFile.Settings()));
        var (stays, goes) = (await MergeWorld.IdAsync(app, RegistryFile.Number(1)), await MergeWorld.IdAsync(app, RegistryFile.Number(2)));
        await app.Db(async db =>
        {
            db.Add(Suppression(goes));
            await db.SaveAsync(Write());
        });
        await MergeWorld.MergeAsync(app, stays, goes);
        (await AddressesAsync(app, stays)).ShouldBe([AddressSuppression.Placeholder, AddressSuppression.Placeholder]);
        (await app.Db(db => db.Set<ResidenceHidden>().Where(h => h.PersonId == stays).OrderBy(h => h.Seq).Select(h => h.Address).ToListAsync())).ShouldBe(["範例路 1 號", Secret]);
    }

    private static Act Write() => Act.System("測試", "system.test", TestApp.Start.UtcDateTime);

    private static AddressSuppression Suppression(long child) =>
        new()
        {
            PersonId = child,
            Seq = 1,
            Authority = "範例地方法院",
            DocumentNo = "第 1 號",
            CountyCode = SmallCountry.County,
            EnteredAt = TestApp.Start.UtcDateTime,
        };

    private static Task<List<string>> AddressesAsync(TestApp app, long child) =>
        app.Db(db => db.Set<Residence>().AsNoTracking().Where(r => r.PersonId == child).OrderBy(r => r.Seq).Select(r => r.Address).ToListAsync());

    /// <summary>Whether the answer has the address: as text, as an escaped text, or inside a workbook.</summary>
    private static async Task<bool> TellsAsync(AccessAsker asker, string method, string path)
    {
        foreach (var kind in method == "GET" ? (string?[])[null] : ["Csv", "Xlsx"])
        {
            var answer = await asker.AskAsync(method, kind is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "kind=" + kind);
            if (Texts(answer.Body).Any(t => t.Contains(Secret, StringComparison.Ordinal) || System.Net.WebUtility.HtmlDecode(t).Contains(Secret, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Texts(byte[] body)
    {
        if (body is not [(byte)'P', (byte)'K', ..])
        {
            yield return Encoding.UTF8.GetString(body);
            yield break;
        }

        using var zip = new ZipArchive(new MemoryStream(body));
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(entry.Open());
            yield return text.ReadToEnd();
        }
    }
}
