using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 檢查並提交, with every stamp given so far. May be repeated until the window closes.</summary>
[Function("Q1.31")]
public sealed class SubmitModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, NextRollQuery next) : SchoolRollPage(db, gate, banners, doubts)
{
    public HeadCount Total { get; private set; }

    public int Classes { get; private set; }

    /// <summary>A roll with less than this share of what stays of last term's is not submitted without a reason.</summary>
    private const double FewerThan = 0.8;

    /// <summary>Pupils of last term's roll who have not finished school; 0: there was no roll.</summary>
    public int Expected { get; private set; }

    /// <summary>Why so many fewer than last term; the county reads it.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public bool IsFarFewer => Total.Total < Expected * FewerThan;

    /// <summary>Bad rows of accepted files that nobody has mended yet.</summary>
    public int OpenRows { get; private set; }

    /// <summary>The stamps with the figures they were given for, the latest first.</summary>
    public IReadOnlyList<(Submission Stamp, IReadOnlyDictionary<string, long> Figures)> Stamps { get; private set; } = [];

    /// <summary>Things to look at before submitting; none of them forbids it.</summary>
    public IEnumerable<(string Text, string Link)> Doubts
    {
        get
        {
            if (OpenRows > 0)
            {
                yield return ($"匯入檔案還有 {OpenRows:N0} 列待補正", "/Q1.31/import");
            }

            if (Tabs.Doubts > 0)
            {
                yield return ($"{Tabs.Doubts:N0} 名學生在兩校名單或轉出未轉入", "/Q1.31/conflicts");
            }
        }
    }

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (Total.Total == 0)
        {
            ModelState.AddModelError("", "本學期還沒有名單，請先匯入或新增學生");
            return this.Unprocessable();
        }

        if (IsFarFewer && string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), $"比上學期少 {Expected - Total.Total:N0} 人，請填原因");
        }

        if (Reason is { Length: > 200 })
        {
            ModelState.AddModelError(nameof(Reason), "原因最多 200 字");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var figures = new Dictionary<string, long>
        {
            ["counted"] = Total.Counted,
            ["not_counted"] = Total.NotCounted,
            ["enrolled_national"] = Total.EnrolledNational,
            ["enrolled_foreign"] = Total.EnrolledForeign,
            ["non_school_with_place"] = Total.NonSchoolWithPlace,
            ["long_sick"] = Total.LongSick,
            ["non_school_national"] = Total.NonSchoolNational,
            ["non_school_foreign"] = Total.NonSchoolForeign,
            ["dropped_out"] = Total.DroppedOut,
            ["abroad"] = Total.Abroad,
            ["classes"] = Classes,
        };
        if (IsFarFewer)
        {
            // Saved with the stamp, in its transaction.
            Database.Add(
                new OrganisationNotice
                {
                    OrganisationCode = Caller.Organisation.CountyCode!,
                    Text = $"{Caller.Organisation.Name}提交 {Classes:N0} 班 {Total.Total:N0} 人，上學期應有 {Expected:N0} 人。原因：{Reason!.Trim()}",
                    Link = $"/Q1.21/school/{School}",
                    At = Now,
                }
            );
        }

        var act = Act("提交各班學生現況", IsFarFewer ? Reason!.Trim() : null, detail: $"{Term} {Total.Counted}+{Total.NotCounted}");
        var stamp = await Submissions.SubmitAsync(Database, RollTerm.Window(Term), Term.Year, Level, figures, Caller.PersonName, act, cancellation);
        this.Tell($"已提交 {Classes:N0} 班 {Total.Total:N0} 人，收執碼 {stamp.Receipt}");
        return Redirect("/Q1.31/submit");
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        var school = await ClassGrid.ReadAsync(Database, School, Term, cancellation);
        (Classes, Total) = (school.Classes.Count, school.Total);
        Expected = await next.ExpectedAsync(School, Level, Term, cancellation);
        OpenRows = await Database.Set<Platform.Intake.Receipt>()
            .Where(r => r.Format == ClassRollFormat.Code && r.OrganisationCode == School && r.Status == ReceiptStatus.Accepted)
            .SumAsync(r => r.OpenRows, cancellation);
        var stamps = await Submissions.Of(Database, RollTerm.Window(Term), School, Term.Year, Level).OrderByDescending(s => s.Seq).ToListAsync(cancellation);
        Stamps = [.. stamps.Select(s => (s, (IReadOnlyDictionary<string, long>)JsonSerializer.Deserialize<Dictionary<string, long>>(s.Figures)!))];
    }
}
