using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Files;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>Large bodies, broken connections and killed servers.</summary>
public sealed class ApiStreamTests(ITestOutputHelper output)
{
    private const int Megabyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

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
        peak.ShouldBeLessThan(64L * Megabyte);
        (await app.Db(db => db.Set<Receipt>().SingleAsync())).FileLength.ShouldBe(Length);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        using var body = new StreamContent(new Pattern(8 * Megabyte, at => _ = at > 4 * Megabyte ? throw new IOException("the line is cut") : 0));
        await Should.ThrowAsync<HttpRequestException>(() => machine.SendAsync(body, "year=115"));
        var folder = Path.Combine(app.Options.Folder, "files");
        await UntilAsync(() => Task.FromResult(!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()));
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_killed_server_had_begun_to_receive_is_gone_a_day_later()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var incoming = Directory.CreateDirectory(Path.Combine(app.Options.Folder, "files", "incoming")).FullName;
        var (left, going) = (Path.Combine(incoming, "left"), Path.Combine(incoming, "going"));
        await File.WriteAllTextAsync(left, "half a file");
        await File.WriteAllTextAsync(going, "half a file");
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(going).AddDays(-2));
        await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1));
        Directory.EnumerateFiles(incoming).ShouldBe([going]);
    }

    [Fact]
    public async Task A_server_killed_right_after_its_answer_has_kept_receipt_and_bytes()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(db =>
        {
            db.Add(new Installation { Mode = InstallationMode.Training, StartedAt = TestApp.Start.UtcDateTime, ReadyAt = TestApp.Start.UtcDateTime });
            return db.SaveAsync(Act.System("布置", "system.test", TestApp.Start.UtcDateTime));
        });
        using var machine = await Machine.CreateAsync(app, "MOE", formats: "registry-list");
        var sent = new List<(long Receipt, byte[] Bytes)>();
        for (var round = 0; round < 3; round++)
        {
            var bytes = Residents.RegistryFile.Of(Residents.RegistryFile.Child(1 + round));
            using var server = await StartServerAsync(app);
            using var http = new HttpClient { BaseAddress = server.Address };
            using var token = await http.PostAsync("/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", machine.Id), new("client_secret", machine.Secret)]));
            using var said = System.Text.Json.JsonDocument.Parse(await token.Content.ReadAsStringAsync());
            http.DefaultRequestHeaders.Authorization = new("Bearer", said.RootElement.GetProperty("access_token").GetString());
            using var body = new ByteArrayContent(bytes);
            using var answer = await http.PostAsync("/api/v1/files/registry-list?year=115&list=1", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            server.Process.Kill(); // SIGKILL
            await server.Process.WaitForExitAsync();
            sent.Add((long.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture), bytes));
        }

        await app.RunJobsAsync();
        foreach (var (id, bytes) in sent)
        {
            var receipt = await app.Db(db => db.Set<Receipt>().SingleAsync(r => r.Id == id));
            receipt.Rows.ShouldBe(1);
            receipt.CheckedAt.ShouldNotBeNull();
            using var kept = new MemoryStream();
            await using (var stored = app.Services.GetRequiredService<FileStore>().Open(receipt.FileHash))
            {
                await stored.CopyToAsync(kept);
            }

            kept.ToArray().ShouldBe(bytes);
        }
    }

    private static async Task<Server> StartServerAsync(TestApp app)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] line =
        [
            "exec",
            "--depsfile", BesideTests("StudentNet.Tests.deps.json"),
            "--runtimeconfig", BesideTests("StudentNet.Tests.runtimeconfig.json"),
            BesideTests("StudentNet.dll"),
            "serve", "--no-worker", "--urls", "http://127.0.0.1:0",
            .. TestDatabases.Arguments(app.Options),
        ];
        foreach (var word in line)
        {
            start.ArgumentList.Add(word);
        }

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var talk = new StringBuilder();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Server(process, await listening.Task.WaitAsync(Patience));

        void Hear(string? said)
        {
            lock (talk)
            {
                talk.AppendLine(said);
            }

            const string Sign = "Now listening on: ";
            if (said?.IndexOf(Sign, StringComparison.Ordinal) is >= 0 and var at)
            {
                listening.TrySetResult(new Uri(said[(at + Sign.Length)..].Trim()));
            }
            else if (said is null && process.HasExited)
            {
                listening.TrySetException(new InvalidOperationException($"The server did not start: {talk}"));
            }
        }
    }

    private static string BesideTests(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private sealed record Server(Process Process, Uri Address) : IDisposable
    {
        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
            }

            Process.Dispose();
        }
    }

    /// <summary>Bytes that are made when they are read, and say how far they are.</summary>
    private sealed class Pattern(long length, Action<long> look) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var part = (int)Math.Min(count, length - _at);
            buffer.AsSpan(offset, part).Fill((byte)'a');
            if (_at / Megabyte != (_at + part) / Megabyte)
            {
                look(_at);
            }

            _at += part;
            return part;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
