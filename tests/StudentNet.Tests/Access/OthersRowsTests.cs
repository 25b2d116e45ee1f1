using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Students;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using Rows = System.Collections.Generic.Dictionary<string, System.Collections.Generic.HashSet<string>>;

namespace StudentNet.Tests.Access;

/// <summary>
/// Whatever a school or a county posts, by hand or in bulk, with its own keys or with somebody else's: no row of another school or county
/// changes. The posts come from the application itself; the rows are all tables of the model, so a new table is watched from its first day.
/// </summary>
public sealed partial class OthersRowsTests
{
    private static readonly HostPool Pool = new(builder => builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows()));

    /// <summary>Functions that touch nobody's rows but the poster's own account, or the clock of all.</summary>
    private static readonly string[] Elsewhere = ["A2", "A3", "A5"];

    /// <summary>Tables in which one may leave a trace of what was tried with another's key.</summary>
    private static readonly Type[] Traces = [typeof(AuditEntry)];

    /// <summary>Posts that must take effect with one's own keys: without them the forms below might be refused for any reason and prove nothing.</summary>
    private static readonly string[] Effective =
    [
        "POST:Accept /A6/{receipt:long}",
        "POST:All /A1/schools",
        "POST:Batch /N3.31",
        "POST:Batch /N5.31",
        "POST:Close /M2.21/school/{code}",
        "POST:Code /A1",
        "POST:Confirm /N7.21/child/{personId:long}",
        "POST:Copy /M3.21",
        "POST:Decide /N1.21/child/{personId:long}",
        "POST:Decide /N1.21/people",
        "POST:Designate /P2.21/{caseNo?}",
        "POST:Discard /A6/{receipt:long}",
        "POST:Drop /M3.21/plan/{id:long}",
        "POST:End /A1",
        "POST:Grant /M1.21/extensions",
        "POST:Leave /Q1.31/pupil/{personId:long}",
        "POST:Merge /N7.21/child/{personId:long}",
        "POST:One /A1/schools",
        "POST:Read /N3.21/conflicts",
        "POST:Read /N3.31/conflicts",
        "POST:Release /P2.21/{caseNo?}",
        "POST:Remove /M3.21/plan/{id:long}/rules",
        "POST:Retry /A4/{id:long}",
        "POST:Return /N7.21/child/{personId:long}",
        "POST:Reveal /P2.21/{caseNo?}",
        "POST:Reveal /P2.31/{caseNo?}",
        "POST:Revoke /M1.21/extensions",
        "POST:Rows /N3.31",
        "POST:Rows /N5.31",
        "POST:Run /N1.21",
        "POST:Visit /P2.31/{caseNo?}",
        "POST:Void /P2.21/approvals/{personId:long}/{seq:int}",
        "POST:Withdraw /N1.21/child/{personId:long}",
        "POST:Withdraw /N1.21/people",
        "POST /M2.21/school/{code}",
        "POST /M2.31",
        "POST /N3.31",
        "POST /N5.31",
        "POST /N7.31/child/{personId:long}",
        "POST /Q1.31/pupil/{personId:long}",
        "POST /Q3.31/pupil/{personId:long}",
        "POST /Q5.21/pupil/{school}/{personId:long}",
        "POST /Q5.31/pupil/{personId:long}",
    ];

    [Fact]
    public async Task No_post_changes_a_row_of_another_school_or_county()
    {
        var wrong = new StringBuilder();
        var effective = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var persona in new[] { Persona.Clerk, Persona.ForeignSchoolClerk, Persona.County })
        {
            foreach (var target in TwoOfEverything.All.Where(o => persona != Persona.ForeignSchoolClerk || o.SchoolOfForeigners is not null))
            {
                await TryAllAsync(persona, target, wrong, effective);
            }
        }

        wrong.ToString().ShouldBeEmpty("These posts reached beyond the scope of who sent them: the statement or the look-up lacks its condition on school or county.");
        Effective.Except(effective).ShouldBeEmpty($"These posts no longer take effect with the poster's own keys, so the test tries nothing with them: mend the fields in {nameof(Fields)}. In effect now: {string.Join(", ", effective)}");
    }

    /// <summary>Everything that a persona may post, with the keys of a school that may be its own, another of its county, or one elsewhere.</summary>
    private static async Task TryAllAsync(Persona persona, TwoOfEverything.Owner target, StringBuilder wrong, SortedSet<string> effective)
    {
        await using var app = await TestApp.CreateAsync(Pool);
        await app.Db(TwoOfEverything.SeedAsync);
        var visitor = await app.ClientAs(persona);
        var token = (await visitor.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        var functions = app.Services.GetRequiredService<FunctionCatalogue>();
        // Every school has one AA account, which its county gives and ends.
        var appointment = await app.Db(db => db.Set<Appointment>().Where(a => a.OrganisationCode == target.School && a.Duty == Duty.Administrator).Select(a => a.Id).SingleAsync());
        var others = TwoOfEverything.All.Where(o => !IsOwn(persona, o)).SelectMany(o => o.Marks(o.County != SmallCountry.County)).ToHashSet(StringComparer.Ordinal);
        var own = TwoOfEverything.All.Where(o => IsOwn(persona, o)).SelectMany(o => o.Marks(ofCounty: true)).ToHashSet(StringComparer.Ordinal);
        var (before, mine) = await app.Db(db => RowsAsync(db, others, own));

        foreach (var endpoint in (await AccessEndpoint.AllAsync(app)).Where(e => e.IsPage && e.Writes && e.Function is not null && MayPost(functions[e.Function], persona)))
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. Fields(endpoint, target, appointment, await SeenAsync(app, endpoint, target)).Select(f => new KeyValuePair<string, string>(f.Key, f.Value))]);
            var handler = endpoint.Method.Split(':') is [_, var name] ? name : "";
            using var answer = await visitor.Http.PostAsync($"{Address(endpoint, target)}?level=1&handler={handler}", form);
            var what = $"{persona} posts {endpoint.Method} {endpoint.Template} with the keys of {target.School}";
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"{what}: {(int)answer.StatusCode}.");
            }

            var (after, mineNow) = await app.Db(db => RowsAsync(db, others, own));
            foreach (var row in Differences(before, after))
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"{what} ({(int)answer.StatusCode}): {row}");
            }

            if (IsOwn(persona, target) && Differences(mine, mineNow).Any())
            {
                effective.Add($"{endpoint.Method} {endpoint.Template}");
            }

            (before, mine) = (after, mineNow);
        }
    }

    /// <summary>A school has its own rows, a county those of its schools.</summary>
    private static bool IsOwn(Persona persona, TwoOfEverything.Owner owner) =>
        persona.Level == Level.County ? owner.County == persona.OrganisationCode : owner.School == persona.OrganisationCode || owner.SchoolOfForeigners == persona.OrganisationCode;

    private static bool MayPost(Function function, Persona persona) =>
        function.Levels.Contains(persona.Level) && function.Duties.Contains(persona.Duty) && !Elsewhere.Contains(function.Code);

    private static string Address(AccessEndpoint endpoint, TwoOfEverything.Owner target) =>
        Parameter()
            .Replace(
                endpoint.Template,
                m => m.Groups["name"].Value switch
                {
                    "personId" when endpoint.Method == "POST:Withdraw" => $"{target.ByHand}",
                    "personId" when endpoint.Method == "POST:Decide" => $"{target.Unallocated}",
                    "personId" => $"{target.Child}",
                    "first" => $"{target.Unallocated}",
                    "second" => $"{target.ByHand}",
                    "caseNo" when endpoint.Method == "POST:Designate" => target.WaitingCaseNo,
                    "caseNo" => target.CaseNo,
                    "id" when endpoint.Method == "POST:Drop" => $"{target.SecondDraft}",
                    "id" => $"{target.Work}",
                    "receipt" => endpoint.Method == "POST:Discard" ? $"{target.SchoolReceipt}" : $"{target.CountyReceipt}",
                    "client" => target.Client,
                    "school" => target.SchoolOfForeigners ?? target.School,
                    "code" => target.School,
                    "seq" => "1",
                    "format" => "registry-list",
                    var other => throw new InvalidOperationException($"{endpoint.Template} has a parameter {other}: say here whose it is, and seed one for each school in {nameof(TwoOfEverything)}."),
                }
            )
            .TrimEnd('/');

    /// <summary>What is typed: as much as a page may ask for, all of it about the target.</summary>
    private static Dictionary<string, string> Fields(AccessEndpoint endpoint, TwoOfEverything.Owner target, long appointment, int seen)
    {
        var child = target.Child.ToString(CultureInfo.InvariantCulture);
        var hand = endpoint.Method == "POST:Withdraw" ? target.ByHand : target.Unallocated;
        return new Dictionary<string, string>
        {
            // What a form says goes before what the address says; both say the same here, as on a page.
            ["School"] = endpoint.Function == "Q5.21" ? target.SchoolOfForeigners ?? target.School : target.School,
            ["OfSchool"] = target.SchoolOfForeigners ?? "",
            ["Reason"] = "測試",
            ["Words"] = "測試",
            ["Version"] = $"{seen}",
            ["Seen"] = $"{seen}",
            ["pick"] = endpoint.Function == "N1.21" ? $"{hand}:{seen}" : $"{target.Waiting}",
            ["batch"] = "1",
            [$"mark.{(endpoint.Method == "POST" ? target.Child : target.ByHand)}"] = "1",
            ["child"] = child,
            ["id"] = endpoint switch
            {
                { Function: "A1" } => $"{appointment}",
                { Method: "POST:Drop" } => $"{target.SecondDraft}",
                _ => $"{target.Work}",
            },
            ["selected"] = $"{appointment}",
            ["ruleNo"] = "1",
            ["from"] = $"{target.PlanInForce}",
            ["term"] = "114-2",
            ["Input.School"] = target.School,
            ["Input.Window"] = "N3",
            ["Input.LastDay"] = "115/10/05",
            ["Input.Reason"] = endpoint.Function switch
            {
                "N1.21" => "family-choice",
                "N7.31" or "N3.31" or "N5.31" => "new-resident",
                _ => "測試",
            },
            ["Input.Words"] = "測試",
            ["Input.Address"] = "範例路 2 號",
            ["Input.Name"] = "範改名",
            ["Input.Sex"] = "Male",
            ["Input.BirthDate"] = "108/10/01",
            ["Input.Nationality"] = endpoint.Function == "Q3.31" ? "VN" : "TW",
            ["Input.NumberKind"] = "Issued",
            ["Input.ClassKind"] = "A",
            ["Input.Grade"] = "2",
            ["Input.ClassName"] = "09",
            ["Input.Seat"] = "9",
            ["Input.State"] = "enrolled",
            ["Input.ArrivedOn"] = "114/09/02",
            ["Input.EnrolledOn"] = "114/08/21",
            ["Input.On"] = "115/07/01",
            ["Input.Kind"] = endpoint.Function == "P2.31" ? "home" : "InSchool",
            ["Input.Result"] = "found-will-attend",
            ["Input.Met"] = "parents",
            ["Input.WasSeen"] = "true",
            ["Input.Text"] = "測試",
            ["Pass"] = "10",
            ["Closure.On"] = "115/07/31",
        };
    }

    /// <summary>The version of the row that the post is about, as it would stand on the page.</summary>
    private static Task<int> SeenAsync(TestApp app, AccessEndpoint endpoint, TwoOfEverything.Owner target) =>
        app.Db(async db => endpoint.Function switch
        {
            "N1.21" when endpoint.Method == "POST:Withdraw" => await db.Set<Entry>().Where(e => e.PersonId == target.ByHand).Select(e => e.Version).SingleAsync(),
            "N1.21" => await db.Set<Entry>().Where(e => e.PersonId == target.Unallocated).Select(e => e.Version).SingleAsync(),
            "Q1.31" => await db.Set<ClassPupil>().Where(p => p.PersonId == target.Child).Select(p => p.Version).SingleOrDefaultAsync(),
            _ => 0,
        });

    /// <summary>All rows of all tables that carry one of the marks of others, and those that carry one of one's own, as text, by table.</summary>
    private static async Task<(Rows Others, Rows Own)> RowsAsync(StudentNetDb db, HashSet<string> others, HashSet<string> own)
    {
        var (ofOthers, ofOwn) = (new Rows(StringComparer.Ordinal), new Rows(StringComparer.Ordinal));
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned() && !Traces.Contains(t.ClrType)))
        {
            var name = type.ClrType.Name;
            var properties = type.GetProperties().Select(p => p.PropertyInfo).OfType<PropertyInfo>().ToList();
            (ofOthers[name], ofOwn[name]) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            foreach (var row in (IEnumerable)await ReadAsync(db, type.ClrType))
            {
                var values = properties.ConvertAll(p => Convert.ToString(p.GetValue(row), CultureInfo.InvariantCulture) ?? "");
                var (isOthers, isOwn) = (values.Exists(others.Contains), values.Exists(own.Contains));
                if (!isOthers && !isOwn)
                {
                    continue;
                }

                var text = string.Join(' ', properties.Zip(values).Where(v => v.Second.Length > 0).Select(v => $"{v.First.Name}={v.Second}"));
                if (isOthers)
                {
                    ofOthers[name].Add(text);
                }

                if (isOwn)
                {
                    ofOwn[name].Add(text);
                }
            }
        }

        return (ofOthers, ofOwn);
    }

    private static async Task<IEnumerable> ReadAsync(StudentNetDb db, Type type) =>
        await (Task<IEnumerable>)typeof(OthersRowsTests).GetMethod(nameof(ReadAllAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [db])!;

    private static async Task<IEnumerable> ReadAllAsync<T>(StudentNetDb db)
        where T : class => await db.Set<T>().AsNoTracking().ToListAsync();

    private static IEnumerable<string> Differences(Rows before, Rows after) =>
        from table in after.Keys
        from row in after[table].Except(before[table]).Select(r => $"{table} now has {r}").Concat(before[table].Except(after[table]).Select(r => $"{table} no longer has {r}"))
        select row;

    [GeneratedRegex("""\{\**(?<name>\w+)(:\w+)?\??\}""")]
    private static partial Regex Parameter();
}
