using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>For which records of persons a county or the ministry answers, by what all modules know: where the child lives, has an entry or a case, or is on a roll.</summary>
public sealed class PersonScope(StudentNetDb db, IEnumerable<IPersonFacts> sources)
{
    /// <summary>The records of a scope; a part of a statement, never read as a whole.</summary>
    /// <exception cref="InvalidOperationException">Neither county nor ministry asks.</exception>
    public IQueryable<long> Within(Scope scope) =>
        scope switch
        {
            Scope.National => db.Set<Person>().Select(p => p.PersonId),
            Scope.County county => Parts(county).Aggregate((all, more) => all.Concat(more)),
            _ => throw new InvalidOperationException($"Nobody else asks for records of persons: {scope}."),
        };

    /// <summary>Which of a few records a scope answers for. Every module is asked for these records alone: it looks them up by their key, however many children the county has.</summary>
    public async Task<IReadOnlySet<long>> WithinAsync(Scope scope, IReadOnlyList<long> people, CancellationToken cancellation = default) =>
        (await Within(scope, people).Distinct().ToListAsync(cancellation)).ToHashSet();

    /// <summary>The same of a few records, as a part of a statement; one may come several times.</summary>
    internal IQueryable<long> Within(Scope scope, IReadOnlyList<long> people) =>
        scope is Scope.County county
            ? Parts(county).Select(part => part.Where(id => people.Contains(id))).Aggregate((all, more) => all.Concat(more))
            : Within(scope).Where(id => people.Contains(id));

    private IEnumerable<IQueryable<long>> Parts(Scope.County county) => sources.SelectMany(s => s.AnsweredBy(county.Code));
}
