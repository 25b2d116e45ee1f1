using StudentNet.BrowserTests;
using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Site))]

namespace StudentNet.BrowserTests;

/// <summary>The real application on the training county of its first start, and one Chromium in front of it.</summary>
public class Site : IAsyncLifetime
{
    private readonly string _environment;
    private readonly string _folder = Directory.CreateTempSubdirectory("sn-browser-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _activated = new();
    private Server? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Site()
        : this("Production") { }

    private protected Site(string environment) => _environment = environment;

    /// <summary>Where it answers.</summary>
    public Uri Address => _server!.Address;

    public async ValueTask InitializeAsync()
    {
        var county = await TrainingCounty.MadeAsync();
        TrainingCounty.Copy(county.Folder, _folder);
        Personas = county.People;
        _server = await Server.StartAsync(_folder, _environment);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("STUDENTNET_TEST_CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Opens an empty tab with cookies of its own.</summary>
    /// <param name="width">Width of the window; the height follows.</param>
    /// <param name="dark">The system asks for dark colours.</param>
    /// <param name="script">False: the browser runs no script at all.</param>
    public async Task<Tab> OpenAsync(int width = 1440, bool dark = false, bool script = true)
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Address.ToString(),
                ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = script,
                Locale = "zh-TW",
                TimezoneId = "Asia/Taipei",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout((float)Tab.Patience.TotalMilliseconds);
        return await Tab.OpenAsync(context);
    }

    /// <summary>The people of the training county that the first start printed.</summary>
    public IReadOnlyList<Persona> Personas { get; private set; } = [];

    /// <summary>The first persona whose duty, or organisation, has these words.</summary>
    public Persona Find(string words) =>
        Personas.FirstOrDefault(p => p.ToString().Contains(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"The first start printed nobody who is 「{words}」:\n{string.Join('\n', Personas)}");

    /// <summary>A tab in which a persona is signed in. At the first time they set their password with the one they were given, as everybody does.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<Tab> OpenAsAsync(Persona persona, int width = 1440, bool dark = false, bool script = true)
    {
        await _activated.GetOrAdd(persona.SignInName, _ => new Lazy<Task>(() => ActivateAsync(persona))).Value;
        var tab = await OpenAsync(width, dark, script);
        await tab.SignInAsync(persona.SignInName, Persona.Password);
        tab.Path.ShouldNotBe("/sign-in", $"{persona} cannot sign in");
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task ActivateAsync(Persona persona)
    {
        await using var tab = await OpenAsync(script: false);
        await tab.GoAsync("/activate");
        await tab.Page.Locator("input[name=Name]").FillAsync(persona.SignInName);
        await tab.Page.Locator("input[name=Code]").FillAsync(persona.Code);
        await tab.Page.Locator("input[name='Password.Text']").FillAsync(Persona.Password);
        await tab.Page.Locator("input[name='Password.Again']").FillAsync(Persona.Password);
        await tab.PressAsync("設定密碼並啟用");
        tab.Path.ShouldBe("/sign-in", $"{persona} cannot activate the account: {await tab.Page.Locator("main").InnerTextAsync()}");
    }
}

/// <summary>The same in the development environment, which alone serves the page of all components.</summary>
public sealed class DevelopmentSite() : Site("Development");

/// <summary>A county of its own for one story, which changes it.</summary>
public sealed class StorySite : Site;
