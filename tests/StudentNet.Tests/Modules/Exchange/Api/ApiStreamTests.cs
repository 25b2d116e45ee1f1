using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Files;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>Broken connections and killed servers.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class ApiStreamTests
{
    private const int Megabyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

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
}
