using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>A large body, and the memory of the process while it comes in.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class ApiLargeBodyTests(ITestOutputHelper output)
{
    private const int Megabyte = 1 << 20;

    /// <summary>Half of the body. <c>./test</c> lets 64 MB lie before it collects, whoever left them.</summary>
    private const long MayLie = 100L * Megabyte;

    [Fact]
    public async Task Two_hundred_megabytes_go_to_the_disk_as_they_come_in_and_never_into_memory()
    {
        const int Length = 200 * Megabyte;
        await using var app = await TestApp.CreateAsync(
            listen: true,
            configure: builder =>
            {
                builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
                builder.Services.AddFileFormat(ApiFormat.Make(256L * Megabyte));
            }
        );
        await app.Db(SmallCountry.SeedAsync);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var incoming = Path.Combine(app.Options.Folder, "files", "incoming");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (peak, onDisk) = (0L, 0L);
        using var body = new StreamContent(
            new Pattern(
                Length,
                at =>
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before);
                    onDisk = Math.Max(onDisk, at > 150 * Megabyte ? Directory.EnumerateFiles(incoming).Sum(f => new FileInfo(f).Length) : 0);
                }
            ),
            128 << 10
        );
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var watch = Stopwatch.StartNew();
        using var answer = await machine.SendAsync(body, "year=115");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        output.WriteLine($"200 MB in {watch.Elapsed.TotalSeconds:N1} s; managed memory at most {peak / Megabyte} MB more than before (client and server together)");
        onDisk.ShouldBeGreaterThan(100L * Megabyte, "before the body has ended most of it is on the disk");
        peak.ShouldBeLessThan(MayLie);
        (await app.Db(db => db.Set<Receipt>().SingleAsync())).FileLength.ShouldBe(Length);
    }
}
