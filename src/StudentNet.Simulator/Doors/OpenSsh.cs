using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StudentNet.Simulator.Doors;

/// <summary>
/// A real <c>sshd</c> on a free port of the loopback, with the configuration of <c>ops/sftp</c>, and the real <c>sftp</c> program at its door.
/// As root it locks each client into its folder as in operation; otherwise the only account that can sign in is one's own, without that lock.
/// </summary>
public sealed class OpenSsh : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    /// <summary>Where programs are that an ordinary account's search path may lack.</summary>
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];

    private readonly Process _process;
    private readonly int _port;
    private readonly string _own;
    private readonly CleanUp _cleanUp;

    private OpenSsh(Process process, int port, string own, CleanUp cleanUp) => (_process, _port, _own, _cleanUp) = (process, port, own, cleanUp);

    /// <summary>Whether clients are locked into their folders.</summary>
    public static bool IsLocked => Environment.IsPrivilegedProcess;

    /// <summary>Accounts that can be clients: as root those that every Debian has and nobody uses, without password and shell; else one's own.</summary>
    public static IReadOnlyList<string> Accounts { get; } = IsLocked ? ["games", "news"] : [Environment.UserName];

    /// <summary>The first of them.</summary>
    public static string Account => Accounts[0];

    /// <summary>What is missing on this machine, and how to get it; null: nothing.</summary>
    public static string? Missing =>
        ((string[])["sshd", "sftp", "ssh", "ssh-keygen"]).Where(p => Find(p) is null).ToList() is { Count: > 0 } missing
            ? $"這台機器沒有 {string.Join('、', missing)}。請以 root 執行：apt-get install openssh-server openssh-client"
            : null;

    /// <summary>What it uses of the machine outside the trial's own folder, for whoever starts the trial; null: nothing.</summary>
    public string? Outside =>
        IsLocked ? $"以 root 執行：SFTP 試跑期間建立 {_own}（結束或中止後移除），借用既有帳號 {string.Join('、', Accounts)}，不新增帳號與群組" : null;

    /// <summary>The clients' folders.</summary>
    public string Root => Path.Combine(_own, "clients");

    /// <summary>Where the key files are that sshd reads.</summary>
    public string Keys => Path.Combine(_own, "keys");

    public string PublicKey(string account) => File.ReadAllText(Path.Combine(_own, $"{account}.pub")).Trim();

    public string PathOf(string account, params string[] rest) => Path.Combine([Root, account, .. rest]);

    /// <summary>Makes folders and keys, starts the server and waits until it answers.</summary>
    public static async Task<OpenSsh> StartAsync(CancellationToken cancellation)
    {
        if (Missing is { } missing)
        {
            throw new RefusedException(missing);
        }

        // A folder that clients are locked into may lie under nothing that others can write to, so not under the temporary folder.
        var own = IsLocked ? $"/srv/sn-sftp-{Guid.NewGuid():N}" : Path.Combine(Path.GetTempPath(), $"sn-sftp-{Guid.NewGuid():N}");
        var cleanUp = new CleanUp();
        cleanUp.Folder(own);
        try
        {
            Directory.CreateDirectory(own);
            Directory.CreateDirectory(Path.Combine(own, "keys"));
            foreach (var name in Accounts.Append("host"))
            {
                await RunAsync(Find("ssh-keygen")!, ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", Path.Combine(own, name)], null, cancellation);
            }

            await MakeFoldersAsync(own, cancellation);
            var port = FreePort();
            var config = Path.Combine(own, "sshd_config");
            await File.WriteAllTextAsync(config, Configuration(own, port), cancellation);
            if (IsLocked)
            {
                // Every sshd wants it, empty; it stays, as it does where the package's own sshd has run.
                Directory.CreateDirectory("/run/sshd");
            }

            var process = Process.Start(new ProcessStartInfo(Find("sshd")!, ["-D", "-e", "-f", config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            cleanUp.Process(process.Id, config);
            // Read, or it would stop at a full pipe.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var server = new OpenSsh(process, port, own, cleanUp);
            await server.AnswersAsync(cancellation);
            return server;
        }
        catch
        {
            await cleanUp.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Brings folders and keys in line with the clients of the application, as its timer does in operation: <c>prepare.sh</c> as root; otherwise
    /// only the keys, by the command that it uses.
    /// </summary>
    public async Task SyncAsync(ServerSetting setting, CancellationToken cancellation)
    {
        if (!IsLocked)
        {
            await ServerProcess.CommandAsync(setting, ["sftp-clients", "--keys", Keys], cancellation);
            return;
        }

        await PrepareAsync(
            _own,
            new Dictionary<string, string?> { ["STUDENTNET"] = $"dotnet {setting.Assembly}" },
            ["--data", setting.DataFolder, .. setting.Options],
            cancellation
        );
    }

    /// <summary>Commands of the sftp program, one a line, in one session; the first that fails ends it. Returns the exit code and all it said.</summary>
    public Task<(int Code, string Said)> SftpAsync(string account, params string[] commands) =>
        TryAsync(
            Find("sftp")!,
            ["-b", "-", .. Options("-P"), "-i", Path.Combine(_own, account), $"{account}@127.0.0.1"],
            string.Join('\n', commands) + "\n",
            null,
            CancellationToken.None
        );

    /// <summary>The ssh program, for what clients must not be able to do.</summary>
    public Task<(int Code, string Said)> SshAsync(string account, params string[] words) =>
        TryAsync(Find("ssh")!, [.. Options("-p"), "-i", Path.Combine(_own, account), $"{account}@127.0.0.1", .. words], "", null, CancellationToken.None);

    /// <summary>Puts a file into the inbox as the documentation tells: under an unfinished name first.</summary>
    public async Task PutAsync(string account, string name, byte[] content)
    {
        var local = Path.Combine(_own, $"local-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(local, content);
        var (code, said) = await SftpAsync(account, $"put {local} \"inbox/{name}.part\"", $"rename \"inbox/{name}.part\" \"inbox/{name}\"");
        File.Delete(local);
        Expect(code, said);
    }

    /// <summary>A file of the outbox; null while there is none of that name.</summary>
    public async Task<byte[]?> FetchAsync(string account, string name)
    {
        var local = Path.Combine(_own, $"local-{Guid.NewGuid():N}");
        // The hyphen: that it is not there yet is no failure of the session.
        var (code, said) = await SftpAsync(account, $"-get \"outbox/{name}\" {local}");
        Expect(code, said);
        if (!File.Exists(local))
        {
            return null;
        }

        var content = await File.ReadAllBytesAsync(local);
        File.Delete(local);
        return content;
    }

    public async ValueTask DisposeAsync()
    {
        // First its children: the sessions that are still open.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _cleanUp.DisposeAsync();
    }

    private string[] Options(string port) =>
        [
            port, _port.ToString(CultureInfo.InvariantCulture),
            "-F", "none",
            "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=no",
            "-o", $"UserKnownHostsFile={Path.Combine(_own, "known")}",
            "-o", "LogLevel=ERROR",
        ];

    private static async Task MakeFoldersAsync(string own, CancellationToken cancellation)
    {
        if (IsLocked)
        {
            await PrepareAsync(own, new Dictionary<string, string?> { ["STUDENTNET_SFTP_CLIENTS"] = string.Join(' ', Accounts) }, [], cancellation);
            return;
        }

        foreach (var part in (string[])["inbox", "outbox", "work"])
        {
            Directory.CreateDirectory(Path.Combine(own, "clients", Account, part));
        }
    }

    private static async Task PrepareAsync(string own, Dictionary<string, string?> environment, string[] words, CancellationToken cancellation)
    {
        var script = Path.Combine(own, "prepare.sh");
        await File.WriteAllTextAsync(script, EmbeddedFile.Text("prepare.sh"), cancellation);
        environment["STUDENTNET_SFTP_ROOT"] = Path.Combine(own, "clients");
        environment["STUDENTNET_SFTP_KEYS"] = Path.Combine(own, "keys");
        environment["STUDENTNET_SFTP_GROUP"] = Account;
        environment["STUDENTNET_SFTP_SERVICE"] = "root";
        await RunAsync("bash", [script, .. words], environment, cancellation);
    }

    /// <summary>Our own configuration with the places of this server, below what a server has anyway.</summary>
    private static string Configuration(string own, int port)
    {
        var root = Path.Combine(own, "clients");
        var lines = EmbeddedFile.Text("sshd_config.d-studentnet.conf")
            .Split('\n')
            .Select(l => l.Replace("Match Group studentnet-sftp", $"Match User {string.Join(',', Accounts)}", StringComparison.Ordinal))
            .Select(l => l.Replace("/srv/studentnet-sftp", root, StringComparison.Ordinal))
            .Select(l => l.Replace("/etc/studentnet-sftp", own, StringComparison.Ordinal))
            .Where(l => IsLocked || !l.Contains("ChrootDirectory", StringComparison.Ordinal));
        var lockless = IsLocked ? "" : $"    ForceCommand internal-sftp -d {Path.Combine(root, Account)}\n";
        return $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {Path.Combine(own, "host")}
            PidFile none
            UsePAM no
            StrictModes no
            MaxStartups 100
            Subsystem sftp internal-sftp

            """ + lockless + string.Join('\n', lines) + "\n";
    }

    private async Task AnswersAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var look = new PeriodicTimer(BetweenQuestions);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new RefusedException("sshd does not start.");
            }

            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
                await look.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    private static void Expect(int code, string said)
    {
        if (code != 0)
        {
            throw new RefusedException($"sftp: {said}");
        }
    }

    private static async Task RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellation)
    {
        var (code, said) = await TryAsync(program, arguments, "", environment, cancellation);
        if (code != 0)
        {
            throw new RefusedException($"{program}: {said}");
        }
    }

    private static async Task<(int Code, string Said)> TryAsync(
        string program,
        string[] arguments,
        string input,
        IReadOnlyDictionary<string, string?>? environment,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await said + await errors);
    }

    private static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
