using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Files;

namespace StudentNet.Tests.Architecture;

public sealed class ExportTests
{
    [Fact]
    public void The_kind_of_file_has_a_name_that_no_filter_of_its_page_has()
    {
        var pages = typeof(StudentNet.Application).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(FunctionPage)) && !t.IsAbstract).ToList();
        var both = pages
            .SelectMany(p => p.GetMethods().SelectMany(m => m.GetParameters()).Where(x => x.ParameterType == typeof(TableKind)).Select(x => (Page: p, Name: x.Name!)))
            .Where(x => Filters(x.Page).Contains(x.Name, StringComparer.OrdinalIgnoreCase))
            .Select(x => $"{x.Page.Name}: {x.Name}");

        both.ShouldBeEmpty("The address says both by one word: the file then holds only rows of kind Csv, which are none.");
        pages.Count(p => Filters(p).Any()).ShouldBeGreaterThan(20);
    }

    private static IEnumerable<string> Filters(Type page) =>
        page.GetProperties()
            .Where(p => p.GetCustomAttribute<BindPropertyAttribute>()?.SupportsGet == true || p.GetCustomAttribute<FromQueryAttribute>() is not null)
            .Select(p => p.GetCustomAttribute<BindPropertyAttribute>()?.Name ?? p.GetCustomAttribute<FromQueryAttribute>()?.Name ?? p.Name);
}
