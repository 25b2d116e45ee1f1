using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>A row of some list with the child it is about.</summary>
public sealed class PersonRow<T>
{
    public required T Row { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown. Null while no number is known.</summary>
    public string? Number { get; init; }

    public PersonNumberKind? NumberKind { get; init; }

    public string? LastThree { get; init; }
}

/// <summary>What statements about children join to: who the child is, the number to show, where it lives.</summary>
public static class PersonSets
{
    /// <summary>Each row with its person and, where there is one, the person's current number.</summary>
    /// <param name="personOf">The column of the row that names the person.</param>
    public static IQueryable<PersonRow<T>> WithPerson<T>(this IQueryable<T> rows, StudentNetDb db, Expression<Func<T, long>> personOf)
    {
        ArgumentNullException.ThrowIfNull(db);
        return rows.Join(db.Set<Person>(), personOf, p => p.PersonId, (row, person) => new { row, person })
            .LeftJoin(
                db.CurrentNumbers(),
                x => x.person.PersonId,
                i => i.PersonId,
                (x, number) =>
                    new PersonRow<T>
                    {
                        Row = x.row,
                        Person = x.person,
                        Number = number!.Number,
                        NumberKind = (PersonNumberKind?)number.Kind,
                        LastThree = number.LastThree,
                    }
            );
    }

    /// <summary>The number to show of each person who has one.</summary>
    public static IQueryable<PersonIdentifier> CurrentNumbers(this StudentNetDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<PersonIdentifier>().Where(i => i.IsCurrent);
    }

    /// <summary>The latest residence of each person who has one.</summary>
    public static IQueryable<Residence> Homes(this StudentNetDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<Residence>().Where(r => r.Until == null);
    }
}
