using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StudentNet.BrowserTests;

/// <summary>Every page that somebody can reach by links is sound, in light and dark. A class for each person, because those of different classes look at the same time.</summary>
public abstract partial class EveryPageTests(Site site)
{
    public sealed class OfRegistrar(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("註冊組長／承辦人 縣立示範國小");
    }

    public sealed class OfAdministrator(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("學校管理者（AA）");
    }

    public sealed class OfCounty(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("縣市承辦人");
    }

    public sealed class OfMinistry(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("國教署承辦人");
    }

    public sealed class OfTownship(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("強迫入學委員會");
    }

    public sealed class OfForeignSchool(Site site) : EveryPageTests(site)
    {
        [Fact]
        public Task Every_page_in_reach_is_sound() => EveryPageInReachIsSoundAsync("外僑學校承辦人");
    }

    /// <summary>Kinds of pages that some persona has looked at closely; once is enough.</summary>
    private static readonly ConcurrentDictionary<string, bool> Examined = new(StringComparer.Ordinal);

    private async Task EveryPageInReachIsSoundAsync(string persona)
    {
        await using var tab = await site.OpenAsAsync(site.Find(persona));
        var kinds = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var queue = new Queue<string>(["/"]);
        var unsound = new List<string>();
        while (queue.TryDequeue(out var path))
        {
            var kind = KindOf(path);
            if (!kinds.TryAdd(kind, TimeSpan.Zero))
            {
                continue;
            }

            var began = Stopwatch.GetTimestamp();

            if (await tab.GoAsync(path) is not 200 and var status)
            {
                unsound.Add($"{path}: {status}");
                continue;
            }

            if (path.Length <= 2 || Examined.TryAdd(kind, true))
            {
                unsound.AddRange(await tab.FaultsAsync());
                await tab.TurnAsync(dark: true);
                unsound.AddRange((await tab.ContrastFaultsAsync()).Select(f => $"dark: {f}"));
                await tab.ForgetTurnAsync();
            }

            foreach (var link in await tab.LinksAsync())
            {
                queue.Enqueue(link);
            }

            kinds[kind] = Stopwatch.GetElapsedTime(began);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', kinds.OrderByDescending(k => k.Value).Select(k => $"{k.Value.TotalSeconds, 6:0.0} s {k.Key}")));
        (unsound.Count == 0).ShouldBeTrue(string.Join('\n', unsound));
    }

    /// <summary>One child's page stands for every child's, one search for every search.</summary>
    private static string KindOf(string path) => Number().Replace(Code().Replace(path.Split('?')[0], "/{code}"), "/{number}");

    [GeneratedRegex(@"/\d+(?=/|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=^/help)/[\w.]+|/\d{2,}[\w-]+(?=/|$)")]
    private static partial Regex Code();
}
