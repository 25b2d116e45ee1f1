using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>The application with a wall clock to move, and the steps that account flows have in common.</summary>
internal sealed class AccountFlow : IAsyncDisposable
{
    public const string NewPassword = "河邊的風箏飛過三座小山頭";

    private AccountFlow(TestApp app, FakeTimeProvider wall)
    {
        App = app;
        Wall = wall;
    }

    public TestApp App { get; }

    public FakeTimeProvider Wall { get; }

    public static async Task<AccountFlow> CreateAsync(bool secondFactor = false)
    {
        var wall = new FakeTimeProvider(TestApp.Start);
        var app = secondFactor
            ? await TestApp.CreateAsync(wall: wall, configure: b => b.Configuration["second-factor"] = "required")
            : await TestApp.CreateAsync(wall: wall);
        return new AccountFlow(app, wall);
    }

    /// <summary>The AA account appoints a registrar; returns the activation code that the page shows.</summary>
    public static async Task<string> AppointAsync(Visitor aa, string signInName, string name = "例新員", bool reachesNextYear = false)
    {
        var page = await aa.OpenAsync("/A1/add");
        var answer = await page.SubmitAsync(form =>
        {
            form.Tick("DutyCode", "Registrar");
            form["PersonName"] = name;
            form["SignInName"] = signInName;
            if (page.Document.QuerySelector("[name=ReachesNextYear]") is not null)
            {
                form.Tick("ReachesNextYear", $"{reachesNextYear}");
            }
        });
        answer.Path.ShouldBe("/A1/code", answer.Text);
        return answer.TextOf(".issued-code");
    }

    public static async Task<TestPage> ActivateAsync(Visitor visitor, string name, string code, string password = NewPassword)
    {
        var page = await visitor.OpenAsync("/activate");
        return await page.SubmitAsync(form =>
        {
            form["Name"] = name;
            form["Code"] = code;
            form["Password.Text"] = password;
            form["Password.Again"] = password;
        });
    }

    public Task<Account> AccountAsync(string signInName) =>
        App.Db(db => db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.SignInName == SignInName.Normalise(signInName)));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
