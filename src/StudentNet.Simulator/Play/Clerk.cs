using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>Somebody with an account: activates it with the code that was handed over, signs in, and signs in again when the session has ended.</summary>
public sealed class Clerk(Uri server, string signInName) : IDisposable
{
    /// <summary>Everybody's own password; the codes that came before it are the system's.</summary>
    private const string Password = "一年到頭走完-Simulated-Year";

    private const string SignInPath = "/sign-in";

    public Door Door { get; } = new(server, signInName);

    public string SignInName => signInName;

    /// <summary>Sets the first password and signs in.</summary>
    public async Task ActivateAsync(string code, CancellationToken cancellation)
    {
        var page = await Door.GetAsync("/activate", cancellation);
        await page.Form("設定密碼並啟用")
            .Set("Name", signInName)
            .Set("Code", code)
            .Set("Password.Text", Password)
            .Set("Password.Again", Password)
            .SubmitAsync("設定密碼並啟用", cancellation);
        await SignInAsync(cancellation);
    }

    /// <summary>A page, after signing in where that is needed.</summary>
    public async Task<Screen> GetAsync(string path, CancellationToken cancellation)
    {
        var page = await Door.GetAsync(path, cancellation);
        if (page.Address.AbsolutePath != SignInPath)
        {
            return page;
        }

        await SignInAsync(cancellation);
        page = await Door.GetAsync(path, cancellation);
        return page.Address.AbsolutePath == SignInPath ? throw page.Refusal("signed out") : page;
    }

    /// <summary>The rows of a page's list as a file, under their headings.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ExportAsync(string path, CancellationToken cancellation)
    {
        // A file is no page that could lead to the sign-in: who has been away for long signs in first.
        await GetAsync("/", cancellation);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var bytes = await Door.DownloadAsync($"{path}{separator}handler=export&kind=Csv", cancellation);
        return CsvTable.Read(bytes);
    }

    public void Dispose() => Door.Dispose();

    private async Task SignInAsync(CancellationToken cancellation)
    {
        var page = await Door.GetAsync(SignInPath, cancellation);
        var answer = await page.Form("登入").Set("Name", signInName).Set("Password", Password).SubmitAsync("登入", cancellation);
        if (answer.Address.AbsolutePath == SignInPath)
        {
            answer.Refuse("sign-in");
        }
    }
}
