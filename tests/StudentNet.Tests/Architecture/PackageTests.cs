using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudentNet.Tests.Architecture;

/// <summary>Every package has a project that takes it, a line of code that uses it and a reason that somebody wrote down.</summary>
public sealed partial class PackageTests
{
    private const string Decision = "docs/decisions/0095-every-package-has-a-user.md";

    private const string Danger =
        "A package that nobody uses is still downloaded, loaded, licensed and attacked. Take it out of Directory.Packages.props and of the projects.";

    /// <summary>
    /// The words by which the use of a package is seen in the sources of each project that takes it: its namespace, or the one call that needs it.
    /// With a file, the use is there: such a package works while building, not in the program.
    /// </summary>
    private static readonly (string Package, string Words, string? File)[] Uses =
    [
        ("Microsoft.EntityFrameworkCore.Sqlite", ".UseSqlite(", null),
        ("Microsoft.EntityFrameworkCore.Design", "dotnet ef migrations add", "scripts/make-migrations"),
        ("Npgsql.EntityFrameworkCore.PostgreSQL", ".UseNpgsql(", null),
        ("EFCore.NamingConventions", ".UseSnakeCaseNamingConvention(", null),
        ("MailKit", "using MailKit.", null),
        ("Otp.NET", "using OtpNet;", null),
        ("QRCoder", "using QRCoder;", null),
        ("OpenIddict.EntityFrameworkCore", ".UseOpenIddict(", null),
        ("OpenIddict.Server.AspNetCore", "using OpenIddict.Server.AspNetCore;", null),
        ("OpenIddict.Server.DataProtection", "server.UseDataProtection(", null),
        ("OpenIddict.Validation.AspNetCore", "using OpenIddict.Validation.AspNetCore;", null),
        ("OpenIddict.Validation.DataProtection", "validation.UseDataProtection(", null),
        ("OpenIddict.Validation.ServerIntegration", "validation.UseLocalServer(", null),
        ("Sylvan.Data.Csv", "using Sylvan.Data.Csv;", null),
        ("ExcelDataReader", "using ExcelDataReader;", null),
        ("SpreadCheetah", "using SpreadCheetah;", null),
        ("Markdig", "using Markdig;", null),
        ("Microsoft.AspNetCore.OpenApi", ".MapOpenApi(", null),
        ("xunit.v3.mtp-v2", "[Fact]", null),
        ("Shouldly", ".ShouldBe(", null),
        ("CsCheck", "using CsCheck;", null),
        ("JsonSchema.Net", "using Json.Schema;", null),
        ("AngleSharp", "using AngleSharp", null),
        ("TngTech.ArchUnitNET", "using ArchUnitNET.", null),
        ("Microsoft.AspNetCore.Mvc.Testing", "using Microsoft.AspNetCore.Mvc.Testing", null),
        ("Microsoft.Extensions.TimeProvider.Testing", "using Microsoft.Extensions.Time.Testing;", null),
        ("Microsoft.Playwright", "using Microsoft.Playwright;", null),
        ("Deque.AxeCore.Commons", "using Deque.AxeCore.Commons;", null),
        ("Microsoft.CodeAnalysis.BannedApiAnalyzers", "P:System.DateTime.UtcNow", "BannedSymbols.txt"),
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Read = new();

    private static readonly XElement[] Versions = [.. Xml("Directory.Packages.props").Descendants("PackageVersion")];

    private static readonly (string Project, string Package)[] References =
    [
        .. Repository
            .Files(".", "*.csproj", "Directory.Build.*")
            .SelectMany(project => Xml(project.Path).Descendants("PackageReference").Select(r => (project.Path, Name(r)))),
    ];

    [Fact]
    public void Each_package_is_taken_by_a_project() =>
        Versions.Select(Name).Except(References.Select(r => r.Package)).ShouldBeEmpty(Danger);

    [Fact]
    public void Each_package_is_used_by_every_project_that_takes_it() =>
        References
            .Where(r => Uses.Any(u => u.Package == r.Package && !IsUsed(u.Words, u.File, r.Project)))
            .Select(r => $"{r.Package} in {r.Project}")
            .ShouldBeEmpty(Danger);

    [Fact]
    public void It_is_known_of_each_package_how_its_use_is_seen() =>
        Versions
            .Select(Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                Uses.Select(u => u.Package).Order(StringComparer.Ordinal),
                $"The table of this test says by which words in the sources the use of a package is seen. Add the new one, and its reason to {Decision}."
            );

    [Fact]
    public void Each_package_has_a_reason()
    {
        var decision = File.ReadAllText(Path.Combine(Repository.Root, Decision));
        Versions.Select(Name).Where(package => !decision.Contains($"`{package}`", StringComparison.Ordinal)).ShouldBeEmpty($"{Decision} says what each package is for.");
    }

    [Fact]
    public void Each_package_has_one_version() =>
        Versions
            .Where(v => !Plain().IsMatch(v.Attribute("Version")!.Value))
            .Select(v => v.ToString())
            .ShouldBeEmpty("A range or a star builds one thing today and another tomorrow.");

    /// <summary>Tools work beside the build, not in it: a script runs each, and the decision says what for.</summary>
    [Fact]
    public void Each_tool_has_a_script_and_a_reason()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config/dotnet-tools.json")));
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "scripts")).Select(File.ReadAllText).ToList();
        var decision = File.ReadAllText(Path.Combine(Repository.Root, Decision));
        manifest
            .RootElement.GetProperty("tools")
            .EnumerateObject()
            .Select(tool => tool.Name)
            .Where(tool =>
                !scripts.Any(text => text.Contains(tool.Replace("dotnet-", "dotnet ", StringComparison.Ordinal), StringComparison.Ordinal))
                || !decision.Contains($"`{tool}`", StringComparison.Ordinal)
            )
            .ShouldBeEmpty($"A tool that no script runs goes; what it is for stands in {Decision}.");
    }

    private static bool IsUsed(string words, string? file, string project) =>
        file is null
            ? Sources(project).Any(text => text.Contains(words, StringComparison.Ordinal))
            : File.ReadAllText(Path.Combine(Repository.Root, file)).Contains(words, StringComparison.Ordinal);

    /// <summary>The sources of a project but for this table, read once.</summary>
    private static IReadOnlyList<string> Sources(string project) =>
        Read.GetOrAdd(
            Path.GetDirectoryName(project)!,
            folder => [.. Repository.Files(folder, "*.cs", "*.cshtml").Where(f => f.Name != "PackageTests.cs").Select(f => f.Text)]
        );

    private static string Name(XElement package) => package.Attribute("Include")!.Value;

    private static XDocument Xml(string path) => XDocument.Load(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?$")]
    private static partial Regex Plain();
}
