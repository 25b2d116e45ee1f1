using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// No mistake of a user breaks the application: every field of every form and every parameter of every page, sent blank, too long, as something else
/// than it should be, and with a NUL (which PostgreSQL keeps in no text), is answered below 500. Forms and parameters are taken from the pages
/// themselves, as whoever may have them sees them.
/// </summary>
public sealed partial class MistakenInputTests
{
    private static readonly (string Name, string Value)[] Mistakes =
    [
        ("blank", ""),
        ("too long", new string('長', 20_000)),
        ("something else", "不是這個"),
        ("a number beyond all", "99999999999999999999"),
        ("a NUL", "甲\0乙"),
    ];

    /// <summary>
    /// What is tried on a field: all of it on PostgreSQL, which refuses more; on the embedded database two of them in turn, so that each is tried on many
    /// fields at half the time.
    /// </summary>
    private static IEnumerable<(string Name, string Value)> MistakesOf(int field) =>
        TestDatabase.Dialect == Dialect.Postgres ? Mistakes : [Mistakes[field % Mistakes.Length], Mistakes[(field + 2) % Mistakes.Length]];

    [Fact]
    public async Task No_field_of_any_form_can_be_sent_so_that_the_application_breaks()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        var (sent, broken) = (new HashSet<string>(), new List<string>());
        await foreach (var (asker, page) in PagesAsync(app))
        {
            foreach (var form in TestForm.Posts(page).Where(f => !f.Target.StartsWith("/sign-out", StringComparison.Ordinal)))
            {
                foreach (var field in form.Names().Where(n => n != "__RequestVerificationToken"))
                {
                    if (!sent.Add($"{Shape(form.Target)} {Shape(field)}"))
                    {
                        continue;
                    }

                    foreach (var (name, value) in MistakesOf(sent.Count))
                    {
                        var fields = form.Fields().Where(f => f.Key != field).Append(new(field, value));
                        using var content = new FormUrlEncodedContent(fields);
                        var status = await asker.SendAsync(HttpMethod.Post, form.Target, content);
                        if (status >= 500)
                        {
                            broken.Add($"{asker.Name} POST {form.Target}: {field} {name} → {status}");
                        }
                    }
                }
            }
        }

        sent.Count.ShouldBeGreaterThan(200, "the pages have forms, or nothing was tried");
        string.Join('\n', broken).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_parameter_of_any_page_can_be_sent_so_that_the_application_breaks()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        var parameters = await ParametersAsync(app);
        var (tried, broken) = (0, new List<string>());
        var askers = await AccessAsker.AllAsync(app);
        foreach (var row in AccessMatrix.Read().Where(r => r.Method.StartsWith("GET", StringComparison.Ordinal)))
        {
            if (askers.FirstOrDefault(a => row.Expected[a.Name] == AccessVerdict.Allow) is not { } asker)
            {
                continue;
            }

            foreach (var parameter in parameters.GetValueOrDefault(row.Endpoint) ?? [])
            {
                foreach (var (name, value) in MistakesOf(tried++).Select(m => (m.Name, m.Value[..Math.Min(m.Value.Length, 2_000)])))
                {
                    var handler = row.Method.Split(':') is [_, var h] ? $"&handler={h}" : "";
                    var address = $"{row.Path}{(row.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}={Uri.EscapeDataString(value)}{handler}";
                    var status = await asker.SendAsync(HttpMethod.Get, address);
                    if (status >= 500)
                    {
                        broken.Add($"{asker.Name} GET {row.Path}{handler}: {parameter} {name} → {status}");
                    }
                }
            }
        }

        tried.ShouldBeGreaterThan(100, "the pages have parameters, or nothing was tried");
        string.Join('\n', broken).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", "/N3.31")]
    [InlineData("OPTIONS", "/N3.31")]
    [InlineData("PROPFIND", "/")]
    [InlineData("POST", "/nothing-here")]
    [InlineData("POST", "/N7.21/child/4730")]
    [InlineData("GET", "/%C0%AF")]
    public async Task An_odd_method_or_address_breaks_nothing(string method, string path)
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        foreach (var asker in await AccessAsker.AllAsync(app))
        {
            (await asker.SendAsync(new HttpMethod(method), path)).ShouldBeLessThan(500, asker.Name);
        }
    }

    [Fact]
    public async Task A_body_that_ends_too_early_breaks_nothing()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        var (tried, broken) = (0, new List<string>());
        await foreach (var (asker, page) in PagesAsync(app))
        {
            foreach (var form in TestForm.Posts(page).Where(f => !f.Target.StartsWith("/sign-out", StringComparison.Ordinal)))
            {
                string[] bodies =
                [
                    "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf",
                    "--x\r\nContent-Dispo",
                    "",
                    // With its token, so that the file is begun.
                    $"--x\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{form.Fields().FirstOrDefault(f => f.Key == "__RequestVerificationToken").Value}\r\n"
                        + string.Concat(form.Fields().Where(f => f.Key != "__RequestVerificationToken").Select(f => $"--x\r\nContent-Disposition: form-data; name=\"{f.Key}\"\r\n\r\n{f.Value}\r\n"))
                        + "--x\r\nContent-Disposition: form-data; name=\"File\"; filename=\"a.csv\"\r\n\r\nhalf of a file",
                ];
                foreach (var body in bodies)
                {
                    using var content = new StringContent(body, Encoding.UTF8);
                    content.Headers.Remove("Content-Type");
                    content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
                    var status = await asker.SendAsync(HttpMethod.Post, form.Target, content);
                    tried++;
                    if (status >= 500)
                    {
                        broken.Add($"{asker.Name} POST {form.Target}: half a body → {status}");
                    }
                }
            }
        }

        tried.ShouldBeGreaterThan(100);
        string.Join('\n', broken.Distinct()).ShouldBeEmpty();
    }

    /// <summary>Each page of the matrix, as the first who may see it does.</summary>
    private static async IAsyncEnumerable<(AccessAsker Asker, TestPage Page)> PagesAsync(TestApp app)
    {
        var seen = new HashSet<string>();
        var askers = await AccessAsker.AllAsync(app);
        foreach (var row in AccessMatrix.Read().Where(r => r.Method == "GET"))
        {
            foreach (var asker in askers.Where(a => row.Expected[a.Name] == AccessVerdict.Allow))
            {
                if (!seen.Add(row.Path))
                {
                    continue;
                }

                using var visitor = asker.Visit();
                var page = await visitor.GetAsync(row.Path);
                if (page.Status == HttpStatusCode.OK)
                {
                    yield return (asker, page);
                }
            }
        }
    }

    /// <summary>What the pages take from their address, by the template of the address.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> ParametersAsync(TestApp app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var endpoint in app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty);
                var bound = compiled
                    .ModelTypeInfo!.GetProperties()
                    .Where(p => p.GetCustomAttribute<BindPropertyAttribute>()?.SupportsGet == true || p.GetCustomAttribute<FromQueryAttribute>() is not null)
                    .Select(p => p.GetCustomAttribute<BindPropertyAttribute>()?.Name ?? p.GetCustomAttribute<FromQueryAttribute>()?.Name ?? p.Name);
                var taken = compiled.HandlerMethods.Where(h => h.HttpMethod == "Get").SelectMany(h => h.Parameters);
                found["/" + endpoint.RoutePattern.RawText!.TrimStart('/')] =
                [
                    .. bound.Concat(taken.Where(p => p.ParameterType != typeof(CancellationToken)).Select(p => p.BindingInfo?.BinderModelName ?? p.Name))
                        .Append("handler")
                        .Distinct(),
                ];
            }
        }

        return found;
    }

    /// <summary>Children and rows have numbers; one of them is enough.</summary>
    private static string Shape(string text) => Numbers().Replace(text, "#");

    [GeneratedRegex(@"(?<=[./=\[-])\d+")]
    private static partial Regex Numbers();
}
