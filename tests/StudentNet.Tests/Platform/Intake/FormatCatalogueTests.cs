using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>What every format must be, whichever module it is of: its page and its messages name the columns of its rules.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class FormatCatalogueTests
{
    [Fact]
    public async Task Every_rule_and_check_names_a_column_of_its_format()
    {
        await using var app = await TestApp.CreateAsync();
        var formats = app.Services.GetRequiredService<FormatCatalogue>().All;

        formats.ShouldNotBeEmpty();
        formats
            .SelectMany(f => f.Rules.Select(r => (Format: f, r.Code, Column: (string?)r.Column)).Concat(f.Steps.OfType<SetStep.Check>().Select(c => (Format: f, c.Code, c.Column))))
            .Where(named => named.Column is { } column && named.Format.Columns.All(c => c.Name != column))
            .Select(named => $"{named.Format.Code}: {named.Code} names {named.Column}")
            .ShouldBeEmpty();
    }
}
