using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>What a county would be told, or why it is told nothing.</summary>
/// <param name="Text">The notice: how many of its schools lack what; no school, no child.</param>
/// <param name="Officers">Those in office; those with an address get it by mail.</param>
/// <param name="RemindedAt">The last 稽催, UTC; null: never.</param>
/// <param name="Why">Why it is not reminded; null: it is.</param>
public sealed record CountyReminderDraft(string Code, string Name, string Text, IReadOnlyList<ReminderClerk> Officers, DateTime? RemindedAt, string? Why);

/// <summary>稽催 of counties by the ministry: a notice to the officers of chosen counties, and a letter to those with an address, recorded, once a day and county at most.</summary>
public sealed class CountyReminders(StudentNetDb db, IEnumerable<ICountyMeasures> sources, IMailer mailer, IOptions<MailOptions> options)
{
    /// <summary>What each of the chosen counties would be told now.</summary>
    public async Task<IReadOnlyList<CountyReminderDraft>> DraftAsync(IReadOnlyCollection<string> counties, DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var measures = new List<CountyMeasure>();
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            measures.AddRange(await source.OfAsync(now, cancellation));
        }

        var chosen = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => o.Level == Level.County && counties.Contains(o.Code))
            .OrderBy(o => o.Code)
            .Select(o => new { o.Code, o.Name, RemindedAt = db.Set<Reminder>().Where(r => r.OrganisationCode == o.Code).Max(r => (DateTime?)r.At) })
            .ToListAsync(cancellation);
        List<string> codes = [.. chosen.Select(c => c.Code)];
        var officers = (
            await db.Set<Appointment>()
                .Where(a => codes.Contains(a.OrganisationCode) && a.Duty == Duty.CountyOfficer && a.AcceptedAt != null && a.From <= today && (a.To == null || a.To > today))
                .OrderBy(a => a.Id)
                .Select(a => new { a.OrganisationCode, a.PersonName, a.Account.Email })
                .ToListAsync(cancellation)
        ).ToLookup(a => a.OrganisationCode, a => new ReminderClerk(a.PersonName, a.Email), StringComparer.Ordinal);
        return
        [
            .. chosen.Select(c =>
            {
                var parts = measures.Select(m => Lacks(m, c.Code, now)).OfType<string>().ToList();
                List<ReminderClerk> told = [.. officers[c.Code]];
                var why =
                    parts.Count == 0 ? "沒有未提交的學校，也沒有逾期訪查"
                    : c.RemindedAt is { } last && TaipeiTime.Today(last) == today ? $"今天 {Moment.Clock(last)} 已稽催，一縣市一天一次"
                    : told.Count == 0 ? "沒有在職的承辦人"
                    : null;
                return new CountyReminderDraft(c.Code, c.Name, string.Join('；', parts), told, c.RemindedAt, why);
            }),
        ];
    }

    /// <summary>Counts again and tells those that still lack something and have not been reminded today.</summary>
    public async Task<ReminderResult> SendAsync(Caller caller, IReadOnlyCollection<string> counties, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(act);
        var letters = new List<Letter>();
        var sent = 0;
        foreach (var draft in (await DraftAsync(counties, act.At, cancellation)).Where(d => d.Why is null))
        {
            var own = Letters(draft, caller).ToList();
            db.Add(new OrganisationNotice { OrganisationCode = draft.Code, Text = $"{caller.Organisation.Name}稽催：{draft.Text}", Link = "/", At = act.At });
            db.Add(
                new Reminder
                {
                    OrganisationCode = draft.Code,
                    Day = TaipeiTime.Today(act.At),
                    At = act.At,
                    ByCode = caller.Organisation.Code,
                    AccountId = act.AccountId,
                    ByName = caller.PersonName,
                    Text = draft.Text,
                    Letters = own.Count,
                }
            );
            try
            {
                await db.SaveAsync(act with { Detail = $"county={draft.Code} letters={own.Count}" }, cancellation);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A colleague reminded the county in this very moment: once a day is enough.
                db.ChangeTracker.Clear();
                continue;
            }

            sent++;
            letters.AddRange(own);
        }

        foreach (var letter in letters)
        {
            await mailer.SendAsync(letter, cancellation);
        }

        return new ReminderResult(sent, letters.Count);
    }

    /// <summary>What a county lacks in a measure that runs or is past due; null: nothing.</summary>
    private static string? Lacks(CountyMeasure measure, string county, DateTime now) =>
        measure.Counties.GetValueOrDefault(county) switch
        {
            null => null,
            { Value: > 0 } amount when !measure.IsShare => $"{measure.Title} {amount.Value:N0}",
            { } amount when measure.IsShare && amount.Value < amount.Max && (measure.IsNow || measure.DueAt < now) =>
                $"{measure.Key} {measure.Title}：{amount.Max - amount.Value:N0} / {amount.Max:N0} 校未提交{(measure.DueAt is { } due ? due < now ? $"，{Moment.Deadline(due)} 檢核已過" : $"，{Moment.Deadline(due)} 檢核" : "")}",
            _ => null,
        };

    private IEnumerable<Letter> Letters(CountyReminderDraft draft, Caller caller) =>
        draft
            .Officers.Where(c => c.Email is not null)
            .Select(c => new Letter(
                c.Email!,
                string.Create(CultureInfo.InvariantCulture, $"學生資源網：{draft.Name}尚有待完成的填報"),
                $"""
                {c.Name}您好：

                {draft.Name}：{draft.Text}。

                請登入後在各校進度查看並稽催學校：{options.Value.SiteAddress.TrimEnd('/')}/

                {caller.Organisation.Name} {caller.PersonName}
                """
            ));
}
