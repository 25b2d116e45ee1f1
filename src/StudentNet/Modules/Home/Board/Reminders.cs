using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>What a school would be told, or why it is told nothing.</summary>
/// <param name="Text">The notice: one sentence, no child.</param>
/// <param name="Link">Where the clerk goes first.</param>
/// <param name="Clerks">The registrars in office; those with an address get it by mail.</param>
/// <param name="Why">Why it is not reminded: nothing is open, or it was today; null: it is.</param>
public sealed record ReminderDraft(BoardLine Line, string Text, string Link, IReadOnlyList<ReminderClerk> Clerks, string? Why);

/// <summary>A clerk of the school.</summary>
public sealed record ReminderClerk(string Name, string? Email);

/// <summary>How many were sent.</summary>
public sealed record ReminderResult(int Schools, int Letters);

/// <summary>稽催: a notice to the clerks of chosen schools, and a letter to those with an address, recorded, once a day and school at most.</summary>
public sealed class Reminders(StudentNetDb db, BoardQuery board, IMailer mailer, IOptions<MailOptions> options)
{
    /// <summary>What each of the chosen schools would be told now; schools of another county are not there.</summary>
    public async Task<IReadOnlyList<ReminderDraft>> DraftAsync(string county, IReadOnlyCollection<string> schools, DateTime now, CancellationToken cancellation = default)
    {
        var (view, today) = (await board.ReadAsync(county, now, cancellation), TaipeiTime.Today(now));
        List<BoardLine> chosen = [.. view.Lines.Where(l => schools.Contains(l.School.Code))];
        List<string> codes = [.. chosen.Select(l => l.School.Code)];
        var clerks = (
            await db.Set<Appointment>()
                .Where(a => codes.Contains(a.OrganisationCode) && a.Duty == Duty.Registrar && a.AcceptedAt != null && a.From <= today && (a.To == null || a.To > today))
                .OrderBy(a => a.Id)
                .Select(a => new { a.OrganisationCode, a.PersonName, a.Account.Email })
                .ToListAsync(cancellation)
        ).ToLookup(a => a.OrganisationCode, a => new ReminderClerk(a.PersonName, a.Email), StringComparer.Ordinal);
        return [.. chosen.Select(l => Draft(l, view.Columns, [.. clerks[l.School.Code]], now))];
    }

    /// <summary>Counts again and tells those that still have something open and have not been reminded today.</summary>
    public async Task<ReminderResult> SendAsync(Caller caller, IReadOnlyCollection<string> schools, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(act);
        var letters = new List<Letter>();
        var sent = 0;
        foreach (var draft in (await DraftAsync(caller.Organisation.Code, schools, act.At, cancellation)).Where(d => d.Why is null))
        {
            var own = Letters(draft, caller).ToList();
            db.Add(new OrganisationNotice { OrganisationCode = draft.Line.School.Code, Text = $"{caller.Organisation.Name}稽催：{draft.Text}", Link = draft.Link, At = act.At });
            db.Add(
                new Reminder
                {
                    OrganisationCode = draft.Line.School.Code,
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
                await db.SaveAsync(act with { Detail = $"school={draft.Line.School.Code} letters={own.Count}" }, cancellation);
            }
            catch (DbUpdateConcurrencyException)
            {
                // A colleague reminded the school in this very moment: once a day is enough.
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

    private static ReminderDraft Draft(BoardLine line, IReadOnlyList<BoardColumn> columns, IReadOnlyList<ReminderClerk> clerks, DateTime now)
    {
        List<(BoardColumn Column, BoardCell Cell)> open =
        [
            .. columns
                .Zip(line.Cells, (column, cell) => (column, cell))
                // What is due some day is not pressed for; what runs now, is late or changed after it was submitted is.
                .Where(c => c.column.Link is not null && (c.cell.Heat is BoardHeat.Late or BoardHeat.Changed || (c.cell.Heat > BoardHeat.Waiting && c.column.IsNow)))
                .OrderByDescending(c => c.cell.Heat)
                .ThenByDescending(c => c.cell.DaysLate),
        ];
        var why =
            open.Count == 0 ? "沒有逾期或未完成的階段"
            : line.RemindedAt is { } last && TaipeiTime.Today(last) == TaipeiTime.Today(now) ? $"今天 {Moment.Clock(last)} 已稽催，一校一天一次"
            : clerks.Count == 0 ? "沒有在職的承辦人，請聯絡學校管理者"
            : null;
        var parts = open.Select(c => $"{c.Column.Code} {c.Column.Title}{c.Cell.Word}{(c.Cell is { Heat: BoardHeat.Late, Detail: { } detail } ? $"（{detail}）" : "")}{(c.Column.DueAt is { } due && due > now ? $"，{Moment.Deadline(due)} 檢核" : "")}");
        return new ReminderDraft(line, string.Join("；", parts), open.Count == 0 ? "/" : open[0].Column.Link!, clerks, why);
    }

    private IEnumerable<Letter> Letters(ReminderDraft draft, Caller caller) =>
        draft
            .Clerks.Where(c => c.Email is not null)
            .Select(c => new Letter(
                c.Email!,
                string.Create(CultureInfo.InvariantCulture, $"學生資源網：{draft.Line.School.Name}尚有待完成的填報"),
                $"""
                {c.Name}您好：

                {draft.Line.School.Code} {draft.Line.School.Name}：{draft.Text}。

                請登入處理：{options.Value.SiteAddress.TrimEnd('/')}{draft.Link}

                {caller.Organisation.Name} {caller.PersonName}
                """
            ));
}
