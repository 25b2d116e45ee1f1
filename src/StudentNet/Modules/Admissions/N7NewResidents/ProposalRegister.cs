using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>What a school says of a child that no list has.</summary>
public sealed record ProposalDraft(PersonDraft Person, string Address, string Reason, string? Words);

/// <summary>
/// The way of a child that no registry list has (decision 81): a school proposes it and holds it at once, its county confirms it, sends it back, or
/// finds that it is a child of the registry after all. At every step the child has exactly one entry and somebody who answers.
/// </summary>
public sealed class ProposalRegister(StudentNetDb db, PersonRegister people, MarkRegister marks, ChildSearch search, PersonMerge merge)
{
    /// <summary>
    /// Makes the person, the proposal and the school's mark in one transaction. Refused where the number is known: such a child is added, not
    /// proposed. Whether somebody has the same name and birth date is told to the county and not to the school, which could otherwise try names.
    /// </summary>
    public async Task<(long PersonId, Problem? Problem)> ProposeAsync(MarkedList list, ProposalDraft draft, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(draft);
        if (Check(list, draft) is { } wrong)
        {
            return (0, wrong);
        }

        return await db.WriteAsync<(long, Problem?)>(
            act,
            async () =>
            {
                if (draft.Person.Number is { } number && await people.OfNumberAsync(number.Value, cancellation) is not null)
                {
                    return (0, new Problem("proposal.number", "這個證號不能提報", "請先用「單筆新增」以證號與姓名（或出生日期）查詢；查不到請核對證號，都正確請洽縣市承辦人") { Field = "Number" });
                }

                var person = await people.AddAsync(draft.Person, act.At, cancellation);
                db.Add(
                    new ProposedChild
                    {
                        PersonId = person.PersonId,
                        Year = list.Year,
                        Level = list.Level,
                        SchoolCode = list.School.Code,
                        CountyCode = list.School.CountyCode ?? throw new InvalidOperationException($"{list.School.Code} lies in no county."),
                        Address = draft.Address,
                        Reason = draft.Reason,
                        Words = draft.Words,
                        State = ProposalState.Open,
                        ProposedAt = act.At,
                    }
                );
                await db.SaveChangesAsync(cancellation);
                var line = new MarkLine(person.PersonId, new MarkWish.Here(), MarkCase.AnyVersion, IsAddition: true);
                var answers = await marks.MarkAsync(list, act with { PersonId = person.PersonId }, [line], cancellation);
                return answers[person.PersonId] is MarkAnswer.Refused refused
                    // The window was open when the page asked; whatever it was, nothing of the child may stay without its entry.
                    ? throw new InvalidOperationException($"A proposed child cannot be marked: {refused.Problem.Code}.")
                    : (person.PersonId, null);
            },
            cancellation
        );
    }

    /// <summary>The county has looked into it: the child exists and is who it is said to be.</summary>
    public Task ConfirmAsync(ProposedChild proposal, string? words, Act act, CancellationToken cancellation = default) =>
        AnswerAsync(proposal, ProposalState.Confirmed, words, act, cancellation);

    /// <summary>The county asks the school to mend what it wrote; the child stays with the school meanwhile.</summary>
    public Task ReturnAsync(ProposedChild proposal, string words, Act act, CancellationToken cancellation = default) =>
        AnswerAsync(proposal, ProposalState.Returned, words, act, cancellation);

    /// <summary>The school mends a proposal that came back; it waits for the county again.</summary>
    public async Task<Problem?> MendAsync(ProposedChild proposal, MarkedList list, ProposalDraft draft, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (Check(list, draft) is { } wrong)
        {
            return wrong;
        }

        return await db.WriteAsync<Problem?>(
            act,
            async () =>
            {
                var person = await db.Set<Person>().SingleAsync(p => p.PersonId == proposal.PersonId, cancellation);
                if (draft.Person.Number is { } number)
                {
                    if (await people.OfNumberAsync(number.Value, cancellation) is { } holder && holder.PersonId != person.PersonId)
                    {
                        return new Problem("proposal.number", "這個證號不能提報", "請核對證號；若學生就是該證號的人，請縣市承辦人合併") { Field = "Number" };
                    }

                    await people.AddNumberAsync(person, number, act.At, cancellation);
                }

                if (person.AsOf is null)
                {
                    await people.CorrectAsync(person, draft.Person, act.At, cancellation);
                }

                (proposal.Address, proposal.Reason, proposal.Words) = (draft.Address, draft.Reason, draft.Words);
                proposal.State = ProposalState.Open;
                return null;
            },
            cancellation
        );
    }

    /// <summary>
    /// The proposed child is a child that the registry has under another number. The two records become one (<see cref="PersonMerge"/>): what
    /// schools said of the proposed child they said of the known one, and with another school's claim that becomes a conflict.
    /// </summary>
    public async Task<Problem?> MergeAsync(ProposedChild proposal, ChildQuery known, string? words, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (await search.FindAsync(known, proposal.Year, proposal.Level, cancellation) is not { } found || found.Person.PersonId == proposal.PersonId)
        {
            return new Problem("proposal.number", "查無符合的學生", "請核對完整證號與姓名（或出生日期）") { Field = "Number" };
        }

        var survivor = found.Person.PersonId;
        await db.WriteAsync(
            act,
            async () =>
            {
                (proposal.State, proposal.SameAs) = (ProposalState.Merged, survivor);
                (proposal.Answer, proposal.AnsweredAt, proposal.AnsweredBy) = (words, act.At, act.AccountId);
                await merge.MergeAsync(survivor, proposal.PersonId, words, act, cancellation);
                return 0;
            },
            cancellation
        );
        return null;
    }

    private Task<int> AnswerAsync(ProposedChild proposal, ProposalState state, string? words, Act act, CancellationToken cancellation)
    {
        (proposal.State, proposal.Answer) = (state, words);
        (proposal.AnsweredAt, proposal.AnsweredBy) = (act.At, act.AccountId);
        return db.SaveAsync(act, cancellation);
    }

    private static Problem? Check(MarkedList list, ProposalDraft draft)
    {
        var cohort = Cohort.Entering(list.Year, list.Level).Year;
        return Nationalities.Find(draft.Person.Nationality) is null ? new Problem("proposal.nationality", "沒有選國籍", "請選一個國籍") { Field = "Nationality" }
            : Math.Abs(Cohort.Of(draft.Person.BirthDate).Year - cohort) > 1
                ? new Problem("proposal.birth-date", $"不是 {list.Year.Title}{list.Level.Title()}新生的年齡", "請核對出生日期；轉學生請由學籍作業轉入") { Field = "BirthDate" }
            : ProposalReasons.Find(draft.Reason) is not { } reason ? new Problem("proposal.reason", "沒有選原因", "請選名冊沒有這名學生的原因") { Field = "Reason" }
            : reason.NeedsWords && string.IsNullOrWhiteSpace(draft.Words) ? new Problem("proposal.words", $"「{reason.Title}」須填說明", "請用幾個字說明") { Field = "Words" }
            : null;
    }
}
