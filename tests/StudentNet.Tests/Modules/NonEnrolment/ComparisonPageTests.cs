using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>P1.11 as the ministry uses it.</summary>
public sealed class ComparisonPageTests
{
    [Theory]
    [InlineData(9, 1, 0)]
    [InlineData(9, 16, 1)]
    public async Task The_country_is_compared_once_the_years_entry_is_over_and_not_before(int month, int day, int runs)
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, month, day, 1, 0, 0, TimeSpan.Zero));
        using var ministry = await app.ClientAs(Persona.Ministry);
        var page = await ministry.OpenAsync("/P1.11");
        var answer = await page.SubmitAsync(button: "執行全國大比對");

        (await app.Db(db => db.Set<Run>().CountAsync(r => r.Kind == ComparisonRun.Name))).ShouldBe(runs, answer.Text);
    }
}
