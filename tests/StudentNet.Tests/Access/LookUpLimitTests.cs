using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Access;

/// <summary>A clerk cannot find out by trying which name and birth date a number has (decision 61).</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class LookUpLimitTests
{
    [Fact]
    public async Task Whoever_looks_up_too_many_children_is_told_to_come_again_and_others_go_on()
    {
        await using var app = await StartAsync(3);
        await AccessWorld.SeedAsync(app);
        using var county = await app.ClientAs(Persona.County);
        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(county)).Text.ShouldContain("查無這個證號");
        }

        var refused = await AskAsync(county);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("查詢學生的次數太多");
        refused.Text.ShouldNotContain("查無這個證號");
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await AskAsync(other)).Text.ShouldContain("查無這個證號");
    }

    [Fact]
    public async Task Every_form_that_takes_a_childs_number_counts_against_one_limit_and_says_so()
    {
        await using var app = await StartAsync(1);
        await AccessWorld.SeedAsync(app);
        await app.Db(db => SignIn.SeedAsync(db, Persona.ForeignSchoolClerk));
        var (doors, silent) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>());
        // A page is the same form for everybody who has it: who comes first tries it.
        var opened = new HashSet<string>(StringComparer.Ordinal);
        foreach (var persona in Persona.All.Append(Persona.ForeignSchoolClerk))
        {
            using var visitor = await app.ClientAs(persona);
            foreach (var path in AccessMatrix.Read().Where(r => r.Method == "GET").Select(r => r.Path).Distinct())
            {
                if (opened.Contains(path))
                {
                    continue;
                }

                var page = await visitor.GetAsync(path);
                if (page.Status == HttpStatusCode.OK)
                {
                    opened.Add(path);
                }

                foreach (var form in TestForm.Posts(page).Where(f => f.Names().Any(IsNumber)))
                {
                    foreach (var target in form.Targets())
                    {
                        if (!doors.Add($"{path} → {target}"))
                        {
                            continue;
                        }

                        // The first may still be within the limit; the second never is.
                        await SendAsync(visitor, form, target);
                        var refused = await SendAsync(visitor, form, target);
                        if (!refused.Text.Contains("查詢學生的次數太多", StringComparison.Ordinal))
                        {
                            silent.Add($"{persona} {path} → {target}: {(int)refused.Status} {string.Join(' ', refused.TextsOf("[role=alert]"))}");
                        }
                    }
                }
            }
        }

        string.Join('\n', silent).ShouldBeEmpty();
        // Q1, Q3 (new, change), Q5 (new and change, of school and county), N3 and N5 (find, add; propose), N7 (school, county), A8, and two of each list of equal records; S1 (one, many) of three levels; transfers (release, receive), protected addresses.
        doors.Count.ShouldBeGreaterThanOrEqualTo(27, string.Join('\n', doors));
    }

    [Fact]
    public async Task A_number_that_is_left_as_it_is_looks_nobody_up()
    {
        await using var app = await StartAsync(1);
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        for (var i = 0; i < 3; i++)
        {
            var page = await clerk.OpenAsync($"/Q3.31/pupil/{AccessWorld.ForeignPupil}");
            (await page.SubmitAsync(form => form["Input.ClassName"] = $"0{i + 1}")).Redirect.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_file_that_tries_more_children_than_its_sender_may_look_up_is_told_nothing_at_all()
    {
        await using var app = await StartAsync(3);
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(async db =>
        {
            db.Add(
                new PersonIdentifier
                {
                    Number = RegistryFile.Number(90),
                    Kind = PersonNumberKind.National,
                    PersonId = AccessWorld.Child,
                    LastThree = RegistryFile.Number(90)[^3..],
                    Since = TestApp.Start.UtcDateTime,
                    IsCurrent = true,
                }
            );
            await db.SaveAsync(Act.System("布置", "system.test", TestApp.Start.UtcDateTime));
        });
        var right = $"範小學,{RegistryFile.Number(90)}\r\n";

        // Three wrong rows are three tries; the right one is told beside them.
        (await BatchAsync(app, clerk, right + Wrong(3))).ShouldBe(["batch.unknown", "batch.unknown", "batch.unknown"]);
        // Nothing is left for another, and nothing is told of any row, not even that one of them was right.
        (await BatchAsync(app, clerk, right + Wrong(1))).ShouldBe(["batch.tried", "batch.tried"]);
        // Who finds everybody tries nobody.
        (await BatchAsync(app, clerk, right)).ShouldBeEmpty();

        using var next = await app.ClientAs(Persona.OtherClerk);
        (await BatchAsync(app, next, right + Wrong(4))).ShouldBe(Enumerable.Repeat("batch.tried", 5));

        static string Wrong(int rows) => string.Concat(Enumerable.Range(91, rows).Select(n => $"查無此人,{RegistryFile.Number(n)}\r\n"));
    }

    /// <summary>Sends a file of 批次新增; returns what was found in it, without what is said of lists.</summary>
    private static async Task<IReadOnlyList<string>> BatchAsync(TestApp app, Visitor clerk, string rows)
    {
        var page = await clerk.OpenAsync("/N3.31/upload");
        var answer = await page.SubmitAsync(form => form.Attach("File", Encoding.UTF8.GetBytes("姓名,身分證號\r\n" + rows), "名單.csv"), selector: "form[enctype]");
        answer.Redirect.ShouldNotBeNull(answer.Text);
        await app.RunJobsAsync();
        return await app.Db(async db =>
        {
            var last = await db.Set<Receipt>().Where(r => r.Format == "registration-batch").MaxAsync(r => r.Id);
            return await db.Set<Finding>().Where(f => f.ReceiptId == last && f.Severity == Severity.Error).OrderBy(f => f.Line).Select(f => f.Code).ToListAsync();
        });
    }

    private static async Task<TestPage> SendAsync(Visitor visitor, TestForm form, string target)
    {
        var fields = form.Fields().Where(f => !Typed.ContainsKey(Last(f.Key)))
            .Concat(form.Names().Where(n => Typed.ContainsKey(Last(n))).Select(n => new KeyValuePair<string, string>(n, Typed[Last(n)])));
        if (target.StartsWith("/P2.21/approvals", StringComparison.Ordinal))
        {
            // A pupil has a kind too, of another list.
            fields = fields.Where(f => Last(f.Key) != "Kind").Append(new("Input.Kind", "home-education"));
        }

        return await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>What is typed into the fields of the forms, by the last part of their names.</summary>
    private static readonly IReadOnlyDictionary<string, string> Typed = new Dictionary<string, string>
    {
        ["Number"] = "A123456789",
        ["Sought"] = "A123456789",
        ["Numbers"] = "A123456789",
        ["Purpose"] = "tracking",
        ["FirstNumber"] = "A123456789",
        ["SecondNumber"] = RegistryFile.Number(95),
        ["NumberKind"] = "National",
        ["Name"] = "查無此人",
        ["Sex"] = "Female",
        ["BirthDate"] = "108/10/05",
        ["Nationality"] = "VN",
        ["Day"] = "115/06/30",
        ["Grade"] = "1",
        ["ClassName"] = "01",
        ["Seat"] = "7",
        ["ArrivedOn"] = "115/06/01",
        ["EnrolledOn"] = "115/06/01",
        ["Address"] = "測試路 1 號",
        ["Reason"] = "new-resident",
        ["Words"] = "測試",
        ["OfSchool"] = SmallCountry.SchoolOfForeigners,
        ["Approver"] = "範例縣政府",
        ["DocumentNo"] = "府教字第 1150001 號",
        ["From"] = "115/06/01",
        ["Through"] = "115/07/31",
        ["CertificateNo"] = "範轉字第 1150001 號",
        ["On"] = "115/06/01",
        ["Authority"] = "範例法院",
    };

    private static bool IsNumber(string field) => Last(field) is "Number" or "FirstNumber" or "SecondNumber" or "Sought" or "Numbers";

    private static string Last(string field) => field.Split('.')[^1];

    /// <summary>With every window open, and so few look-ups an hour.</summary>
    private static Task<TestApp> StartAsync(int lookUps) =>
        TestApp.CreateAsync(configure: builder =>
        {
            builder.Configuration["rate-limits:look-ups"] = $"{lookUps}";
            builder.Services.AddSingleton(s => new RateLimits(s.GetRequiredService<IConfiguration>()) { Period = TimeSpan.FromDays(1) });
            builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
        });

    private static async Task<TestPage> AskAsync(Visitor visitor) =>
        await (await visitor.OpenAsync("/A8")).SubmitAsync(
            form =>
            {
                form["Number"] = "A123456789";
                form["Reason"] = "家長申請";
            },
            button: "查詢"
        );
}
