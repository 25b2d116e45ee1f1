using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StudentNet.Tests.Architecture;

namespace StudentNet.Tests.Modules.Exchange.Sftp;

/// <summary>
/// A real <c>sshd</c> on a free port of the loopback, with the configuration of <c>ops/sftp</c>, and the real <c>sftp</c> program at its door.
/// As root it locks each client into its folder like in operation; otherwise the only account that can sign in is one's own, without that lock.
/// </summary>
internal sealed class SftpServer : IAsyncDisposable
{
    private const string Sshd = "/usr/sbin/sshd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly int _port;
    private readonly string _own;

    private SftpServer(Process process, int port, string root, string own)
    {
        _process = process;
        _port = port;
        Root = root;
        _own = own;
    }

    /// <summary>Whether clients are locked into their folders.</summary>
    public static bool IsLocked => Environment.IsPrivilegedProcess;

    /// <summary>Accounts that every Debian has and nobody uses; they have no password and no shell.</summary>
    public static IReadOnlyList<string> Accounts { get; } = IsLocked ? ["games", "news"] : [Environment.UserName];

    public static string Account => Accounts[0];

    /// <summary>The clients' folders.</summary>
    public string Root { get; }

    /// <summary>Where the key files are that sshd reads.</summary>
    public string Keys => Path.Combine(_own, "keys");

    public string PublicKey(string account) => File.ReadAllText(Path.Combine(_own, $"{account}.pub")).Trim();

    public string PathOf(string account, params string[] rest) => Path.Combine([Root, account, .. rest]);

    public static async Task<SftpServer> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Sshd), "There is no sshd; ./test installs openssh-server.");
        // A folder that clients are locked into may lie under nothing that others can write to, so not under the temporary folder.
        var own = IsLocked ? Directory.CreateDirectory($"/srv/sn-sftp-{Guid.NewGuid():N}").FullName : Directory.CreateTempSubdirectory("sn-sftp-").FullName;
        var root = Path.Combine(own, "clients");
        Directory.CreateDirectory(Path.Combine(own, "keys"));
        foreach (var name in Accounts.Append("host"))
        {
            await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", Path.Combine(own, name)]);
        }

        await PrepareAsync(own, root);
        var port = FreePort();
        var config = Path.Combine(own, "sshd_config");
        await File.WriteAllTextAsync(config, Configuration(own, root, port));
        if (IsLocked)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var process = Process.Start(new ProcessStartInfo(Sshd, ["-D", "-e", "-f", config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new SftpServer(process, port, root, own);
        await server.AnswersAsync();
        return server;
    }

    /// <summary>Commands of the sftp program, one a line, in one session; the first that fails ends it. Returns the exit code and all it said.</summary>
    public Task<(int Code, string Said)> SftpAsync(string account, params string[] commands) =>
        TryAsync("sftp", ["-b", "-", .. Options("-P"), "-i", Path.Combine(_own, account), $"{account}@127.0.0.1"], string.Join('\n', commands) + "\n");

    /// <summary>The ssh program, for what clients must not be able to do.</summary>
    public Task<(int Code, string Said)> SshAsync(string account, params string[] words) =>
        TryAsync("ssh", [.. Options("-p"), "-i", Path.Combine(_own, account), $"{account}@127.0.0.1", .. words], "");

    /// <summary>Writes a local file and puts it into the inbox as the documentation tells: under an unfinished name first.</summary>
    public async Task PutAsync(string account, string name, byte[] content)
    {
        var local = Path.Combine(_own, $"local-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(local, content);
        var (code, said) = await SftpAsync(account, $"put {local} \"inbox/{name}.part\"", $"rename \"inbox/{name}.part\" \"inbox/{name}\"");
        code.ShouldBe(0, said);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_own, recursive: true);
    }

    private string[] Options(string port) =>
        [
            port, _port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-F", "none",
            "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=no",
            "-o", $"UserKnownHostsFile={Path.Combine(_own, "known")}",
            "-o", "LogLevel=ERROR",
        ];

    private static async Task PrepareAsync(string own, string root)
    {
        if (IsLocked)
        {
            var script = new Dictionary<string, string?>
            {
                ["STUDENTNET_SFTP_ROOT"] = root,
                ["STUDENTNET_SFTP_KEYS"] = Path.Combine(own, "keys"),
                ["STUDENTNET_SFTP_GROUP"] = Account,
                ["STUDENTNET_SFTP_SERVICE"] = "root",
                ["STUDENTNET_SFTP_CLIENTS"] = string.Join(' ', Accounts),
            };
            await RunAsync("bash", [Path.Combine(Repository.Root, "ops", "sftp", "prepare.sh")], script);
            return;
        }

        foreach (var part in (string[])["inbox", "outbox", "work"])
        {
            Directory.CreateDirectory(Path.Combine(root, Account, part));
        }
    }

    /// <summary>Our own configuration with the places of this test, below what a server has anyway.</summary>
    private static string Configuration(string own, string root, int port)
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "ops", "sftp", "sshd_config.d-studentnet.conf"))
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
            Subsystem sftp /usr/lib/openssh/sftp-server

            """ + lockless + string.Join('\n', lines) + "\n";
    }

    private async Task AnswersAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            _process.HasExited.ShouldBeFalse("sshd does not start");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await look.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    private static async Task RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (code, said) = await TryAsync(program, arguments, "", environment);
        code.ShouldBe(0, said);
    }

    private static async Task<(int Code, string Said)> TryAsync(
        string program,
        string[] arguments,
        string input,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await said + await errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
