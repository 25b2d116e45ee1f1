using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>One of the two records of a question, as far as a county may see any child of another: no address and no school.</summary>
/// <param name="Village">The village of its latest residence; null: no list of the registry has it.</param>
/// <param name="Rule">The ledger's rule of today; null: it is not in the ledger.</param>
public sealed record AskedRecord(long PersonId, string Name, DateOnly BirthDate, string? Number, string? Village, int? Rule)
{
    /// <summary>Where the ledger has the child today, in words.</summary>
    public string Standing => Rule is { } rule ? StandingRules.Of(rule).StandingTitle : "不在學籍帳冊";
}

/// <summary>A question with both records.</summary>
public sealed record QuestionLine(SamePersonQuestion Question, AskedRecord First, AskedRecord Second, string? By);

/// <summary>可能為同一人: records of one name and birth date, for a person to judge.</summary>
public abstract class SamePersonQuestionsPage(StudentNetDb db, RecordProof proofs) : SamePersonPage
{
    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The answered ones, newest first; otherwise those that are asked, oldest first.</summary>
    public bool IsAnswered => Show == "answered";

    public IReadOnlyList<QuestionLine> Lines { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var asked = Within(db, Caller.Scope);
        var questions = IsAnswered
            ? asked.Where(q => q.Answer != null).OrderByDescending(q => q.AnsweredAt).ThenBy(q => q.First).ThenBy(q => q.Second)
            : Open(db, asked).OrderBy(q => q.FoundAt).ThenBy(q => q.First).ThenBy(q => q.Second);
        Part = new PageOf(await questions.CountAsync(cancellation), PageNumber);
        var shown = await questions.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        var people = shown.SelectMany(q => new[] { q.First, q.Second }).Distinct().ToList();
        var today = TaipeiTime.Today(Now);
        var records = await (
            from person in db.Set<Person>().AsNoTracking()
            where people.Contains(person.PersonId)
            select new AskedRecord(
                person.PersonId,
                person.Name,
                person.BirthDate,
                db.Set<PersonIdentifier>().Where(i => i.PersonId == person.PersonId).OrderByDescending(i => i.IsCurrent).ThenByDescending(i => i.Since).Select(i => i.Number).FirstOrDefault(),
                db.Set<Residence>().Where(r => r.PersonId == person.PersonId).OrderByDescending(r => r.Seq).Select(r => r.VillageText).FirstOrDefault(),
                db.Set<Standing>()
                    .Where(s => s.PersonId == person.PersonId && s.SupersededAt == null && s.ValidFrom <= today && s.ValidUntil > today)
                    .Select(s => (int?)s.Rule)
                    .FirstOrDefault()
            )
        ).ToDictionaryAsync(r => r.PersonId, cancellation);
        var organisations = shown.Select(q => q.OrganisationCode).OfType<string>().Distinct().ToList();
        var names = organisations.Count == 0
            ? []
            : await db.Set<Organisation>().Where(o => organisations.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        Lines =
        [
            .. shown.Select(q => new QuestionLine(q, records[q.First], records[q.Second], q.OrganisationCode is { } by ? names.GetValueOrDefault(by, by) : null)),
        ];
        if (people.Count > 0)
        {
            await AuditReadAsync(people, "檢視可能為同一人的名單");
        }
    }

    /// <summary>
    /// Both records side by side. Whoever is asked about two records may see both: for the one of another county the address carries the proof that looking up by the whole number would give.
    /// </summary>
    public string JudgeHref(SamePersonQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (Caller.Scope is not Scope.County county)
        {
            return PairHref(question.First, question.Second, null);
        }

        var isOwn = question.CountyCode == county.Code;
        return question.CountyCode == question.OtherCountyCode
            ? PairHref(question.First, question.Second, null)
            : PairHref(question.First, question.Second, proofs.Of(Caller, isOwn ? question.Second : question.First));
    }

    /// <summary>The questions that a scope may answer: one of the two records is its own.</summary>
    internal static IQueryable<SamePersonQuestion> Within(StudentNetDb db, Scope scope) =>
        scope switch
        {
            Scope.National => db.Set<SamePersonQuestion>().AsNoTracking(),
            Scope.County county => db.Set<SamePersonQuestion>().AsNoTracking().Where(q => q.CountyCode == county.Code || q.OtherCountyCode == county.Code),
            _ => throw new InvalidOperationException($"Nobody else is asked about two records: {scope}."),
        };

    /// <summary>Those that wait for an answer: both records still stand for themselves.</summary>
    internal static IQueryable<SamePersonQuestion> Open(StudentNetDb db, IQueryable<SamePersonQuestion> questions) =>
        questions.Where(q =>
            q.Answer == null && q.WithdrawnAt == null && !db.Set<Person>().Any(p => (p.PersonId == q.First || p.PersonId == q.Second) && p.MergedInto != null)
        );
}
