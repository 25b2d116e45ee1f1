using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Infrastructure;

/// <summary>How a persona gets to be the caller: it has an account and signs in on the page, as a person does.</summary>
public static class SignIn
{
    /// <summary>The password of every persona.</summary>
    public const string Password = "春天的測試小鎮有一條河";

    // A hash is made to be slow; a test signs in for every persona.
    private static readonly PasswordHasherOptions Quick = new() { IterationCount = 100 };
    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<Account>(Options.Create(Quick)).HashPassword(null!, Password));

    /// <summary>Sign-in name of a persona.</summary>
    public static string NameOf(Persona persona) =>
        persona.Duty == Duty.Administrator
            ? SignInName.OfAdministrator(persona.OrganisationCode)
            : $"{persona.Duty}.{persona.OrganisationCode}@example.test".ToUpperInvariant();

    internal static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = Quick.IterationCount);
        // As in training: the tests of the second factor ask for it themselves.
        builder.Configuration["second-factor"] = "optional";
        // All of them sit at one address; the tests of the limits set their own.
        builder.Configuration["rate-limits:address"] = "0";
        builder.Configuration["rate-limits:client"] = "0";
    }

    /// <summary>Gives every persona an account, where it has none: appointed long ago, without an end.</summary>
    public static async Task SeedAsync(StudentNetDb db)
    {
        if (await db.Set<Account>().AnyAsync())
        {
            return;
        }

        foreach (var persona in Persona.All)
        {
            Add(db, persona);
        }

        await db.SaveAsync(Act.System("設立測試帳號", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>Gives one persona an account that the others have not, such as <see cref="Persona.ForeignSchoolClerk"/>.</summary>
    public static async Task SeedAsync(StudentNetDb db, Persona persona)
    {
        await SeedAsync(db);
        Add(db, persona);
        await db.SaveAsync(Act.System("設立測試帳號", "system.test", TestApp.Start.UtcDateTime));
    }

    private static void Add(StudentNetDb db, Persona persona)
    {
        var account = new Account
        {
            SignInName = NameOf(persona),
            PasswordHash = Hash.Value,
            SecurityStamp = Passwords.NewStamp(),
            CreatedAt = TestApp.Start.UtcDateTime,
            ActivatedAt = TestApp.Start.UtcDateTime,
        };
        account.Appointments.Add(
            new Appointment
            {
                OrganisationCode = persona.OrganisationCode,
                Duty = persona.Duty,
                PersonName = persona.Name,
                From = new DateOnly(2000, 1, 1),
                AcceptedAt = TestApp.Start.UtcDateTime,
            }
        );
        db.Add(account);
    }

    /// <summary>Signs a visitor in on the page.</summary>
    public static async Task SignInAsync(Visitor visitor, Persona persona)
    {
        var answer = await TryAsync(visitor, NameOf(persona), Password);
        answer.Redirect.ShouldBe(HttpStatusCode.Redirect, answer.Text);
    }

    /// <summary>Fills in the sign-in page and sends it.</summary>
    public static async Task<TestPage> TryAsync(Visitor visitor, string name, string password)
    {
        var page = await visitor.OpenAsync("/sign-in");
        return await page.SubmitAsync(form =>
        {
            form["Name"] = name;
            form["Password"] = password;
        });
    }
}
