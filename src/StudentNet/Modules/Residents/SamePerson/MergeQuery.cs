using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>A merge with the names of the two records and of who made it.</summary>
public sealed class MergeLine
{
    public required PersonMerged Merge { get; init; }

    public required Person Survivor { get; init; }

    public required Person Merged { get; init; }

    /// <summary>The shown number of the record that stays.</summary>
    public string? Number { get; init; }

    /// <summary>The county or ministry that made it; null: a list.</summary>
    public string? Organisation { get; init; }

    /// <summary>The person who made it; null: a list.</summary>
    public string? By { get; init; }

    /// <summary>Who says so, in words.</summary>
    public string Source => Organisation is null ? "戶政名冊" : $"{Organisation} {By}";
}

/// <summary>An exchange of numbers with both names and who made it.</summary>
public sealed class ExchangeLine
{
    public required NumbersExchanged Exchange { get; init; }

    public required Person First { get; init; }

    public required Person Second { get; init; }

    public string? Organisation { get; init; }

    public string? By { get; init; }
}

/// <summary>The merges and exchanges that a scope has to do with: it answers for one of the records, or made them itself.</summary>
public sealed class MergeQuery(StudentNetDb db, PersonRecords records)
{
    /// <summary>Merges, newest first.</summary>
    public IQueryable<MergeLine> Within(Scope scope)
    {
        var merges =
            from merge in db.Set<PersonMerged>().AsNoTracking()
            join survivor in db.Set<Person>() on merge.Survivor equals survivor.PersonId
            from further in db.Set<Person>().Where(p => p.PersonId == survivor.MergedInto).DefaultIfEmpty()
            select new { Merge = merge, Survivor = survivor, Further = further };
        if (scope is Scope.County county)
        {
            // Each record is asked for by its key, which the database looks up. As «is it in this set» (which is what Any with a comparison becomes) the question
            // reads all that the county answers for. What the county answers for has gone on to another record where the one that stayed was merged itself, once
            // or twice.
            var within = records.Within(scope);
            merges = merges.Where(m =>
                m.Merge.OrganisationCode == county.Code
                || within.Where(id => id == m.Merge.Survivor).Any()
                || within.Where(id => id == m.Merge.Merged).Any()
                || within.Where(id => id == m.Survivor.MergedInto).Any()
                || within.Where(id => id == m.Further!.MergedInto).Any()
            );
        }

        return from found in merges
            let merge = found.Merge
            let survivor = found.Survivor
            join merged in db.Set<Person>() on merge.Merged equals merged.PersonId
            orderby merge.At descending, merge.Id descending
            select new MergeLine
            {
                Merge = merge,
                Survivor = survivor,
                Merged = merged,
                Number = db.Set<PersonIdentifier>().Where(i => i.PersonId == survivor.PersonId && i.IsCurrent).Select(i => i.Number).FirstOrDefault(),
                Organisation = db.Set<Organisation>().Where(o => o.Code == merge.OrganisationCode && merge.AccountId != null).Select(o => o.Name).FirstOrDefault(),
                By = db.Set<Appointment>()
                    .Where(a => a.AccountId == merge.AccountId && a.OrganisationCode == merge.OrganisationCode)
                    .OrderByDescending(a => a.Id)
                    .Select(a => a.PersonName)
                    .FirstOrDefault(),
            };
    }

    /// <summary>One merge, where the scope has to do with it.</summary>
    public Task<MergeLine?> FindAsync(Scope scope, long id, CancellationToken cancellation = default) =>
        Within(scope).Where(l => l.Merge.Id == id).SingleOrDefaultAsync(cancellation);

    /// <summary>Exchanges of numbers, newest first.</summary>
    public IQueryable<ExchangeLine> Exchanges(Scope scope)
    {
        var exchanges = db.Set<NumbersExchanged>().AsNoTracking();
        if (scope is Scope.County county)
        {
            var within = records.Within(scope);
            exchanges = exchanges.Where(e => e.OrganisationCode == county.Code || within.Where(id => id == e.First).Any() || within.Where(id => id == e.Second).Any());
        }

        return from exchange in exchanges
            join first in db.Set<Person>() on exchange.First equals first.PersonId
            join second in db.Set<Person>() on exchange.Second equals second.PersonId
            orderby exchange.At descending, exchange.Id descending
            select new ExchangeLine
            {
                Exchange = exchange,
                First = first,
                Second = second,
                Organisation = db.Set<Organisation>().Where(o => o.Code == exchange.OrganisationCode).Select(o => o.Name).FirstOrDefault(),
                By = db.Set<Appointment>()
                    .Where(a => a.AccountId == exchange.AccountId && a.OrganisationCode == exchange.OrganisationCode)
                    .OrderByDescending(a => a.Id)
                    .Select(a => a.PersonName)
                    .FirstOrDefault(),
            };
    }
}
