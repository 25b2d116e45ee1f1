using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Names and numbers that are typed or pasted into forms: what nobody sees is not kept, and a name has a letter.</summary>
public sealed class TypedNamesTests
{
    /// <summary>Without a width, a mark of direction, a soft hyphen.</summary>
    private const string Unseen = "\u200B\u202E\u00AD";

    [Theory]
    [InlineData("/Q3.31/add", "Input")]
    [InlineData("/N3.31/propose", "Input")]
    [InlineData("/Q1.31/add", "Who")]
    public async Task What_nobody_sees_in_a_name_is_not_kept_and_a_name_of_nothing_else_is_refused(string path, string form)
    {
        await using var app = await TestApp.CreateAsync(configure: builder => builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows()));
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync(path);

        foreach (var nameless in (string[])[Unseen, "·", "12"])
        {
            var refused = await SendAsync(page, form, nameless);
            refused.Redirect.ShouldBeNull(nameless);
            refused.Text.ShouldContain("姓名裡沒有文字");
        }

        var done = await SendAsync(page, form, $"{Unseen}測{Unseen}試甲");
        done.Redirect.ShouldNotBeNull(done.Text);
        var person = await app.Db(db => db.Set<Person>().SingleAsync());
        (person.Name, person.NormalisedName).ShouldBe(("測試甲", NameText.Normalise("測試甲")));
    }

    private static async Task<TestPage> SendAsync(TestPage page, string form, string name) =>
        await page.SubmitAsync(fields =>
        {
            fields[$"{form}.Name"] = name;
            fields[$"{form}.Sex"] = "Female";
            fields[$"{form}.BirthDate"] = "108/10/05";
            switch (page.Path.Split('?')[0])
            {
                case "/Q3.31/add":
                    fields["Input.NumberKind"] = "Passport";
                    fields["Input.Number"] = $"K98{Unseen}76543";
                    fields["Input.Nationality"] = "VN";
                    fields["Input.Grade"] = "1";
                    fields["Input.ArrivedOn"] = "115/06/01";
                    break;
                case "/N3.31/propose":
                    fields["Input.Number"] = $"{RegistryFile.Number(95)}{Unseen}";
                    fields["Input.Address"] = "測試路 1 號";
                    fields["Input.Reason"] = "new-resident";
                    break;
                default:
                    fields["Who.Number"] = RegistryFile.Number(95);
                    fields["Input.ClassName"] = "01";
                    fields["Input.Seat"] = "1";
                    break;
            }
        });
}
