using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Exchange;

/// <summary>Damaged and hostile files through the page, the pipeline and the receipt's page: an answer each time, never a broken server or a failed run.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class FuzzedUploadTests
{
    private const int FilesOfKind = 8;

    [Fact]
    public async Task Damaged_and_hostile_files_of_every_kind_get_receipts_with_findings()
    {
        await using var app = await TestApp.CreateAsync(configure: builder => builder.Services.AddFileFormat(SampleFormat.Make(AcceptPolicy.GoodRows)));
        using var officer = await app.ClientAs(Persona.Ministry);
        var files = Damaged().Concat(Hostile()).ToList();
        foreach (var (name, content) in files)
        {
            var page = await officer.OpenAsync("/A6/new/sample");
            var answer = await page.SubmitAsync(form => form.Attach("File", content, name));
            ((int)answer.Status).ShouldBeLessThan(500, name);
        }

        await app.RunJobsAsync();
        (await app.Db(db => db.Set<Run>().Where(r => r.Status != RunStatus.Done).Select(r => r.Failure).ToListAsync())).ShouldBeEmpty();
        var receipts = await app.Db(db => db.Set<Receipt>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        receipts.Count.ShouldBe(files.Count);
        foreach (var receipt in receipts)
        {
            (await officer.GetAsync($"/A6/{receipt.Id}")).Status.ShouldBe(HttpStatusCode.OK, receipt.FileName);
            using var result = await officer.Http.GetAsync(new Uri($"/A6/{receipt.Id}?handler=Result&kind=Csv&warnings=true", UriKind.Relative));
            result.StatusCode.ShouldBe(HttpStatusCode.OK, receipt.FileName);
        }

        receipts.Where(r => r.FileName.StartsWith("hostile", StringComparison.Ordinal)).ShouldAllBe(r => r.Status == ReceiptStatus.NeedsAttention);
    }

    private static IEnumerable<(string Name, byte[] Content)> Damaged()
    {
        var random = new Random(115);
        foreach (var (kind, valid) in FuzzSeeds.All())
        {
            for (var i = 0; i < FilesOfKind; i++)
            {
                var damaged = (byte[])valid.Clone();
                for (var change = random.Next(1, 30); change > 0; change--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                yield return ($"damaged-{i}.{kind}", i % 2 == 0 ? damaged : damaged[..random.Next(1, damaged.Length)]);
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Hostile() =>
        HostileFiles.All().Select(f => ($"hostile-{f.Name}", f.Content));
}
