using Microsoft.EntityFrameworkCore;

namespace StudentNet.Platform.Data;

/// <summary>
/// A set of persons that one module hands to another inside a transaction: the table <c>person_set</c> of this connection (person_id, and where the
/// receiver asks for them county_code and cohort), so that a hundred thousand children are handed over as cheaply as one. There is one at a time.
/// </summary>
public sealed class PersonSet
{
    private PersonSet(StudentNetDb db) => Db = db;

    /// <summary>The database in whose open transaction the set stands.</summary>
    public StudentNetDb Db { get; }

    /// <summary>The numbers of the persons, for a query to build on.</summary>
    public IQueryable<long> People => Db.Database.SqlQuery<long>($"select person_id as \"Value\" from person_set");

    /// <summary>Empties the set and has <paramref name="fill"/> insert into <c>person_set</c>.</summary>
    public static async Task<PersonSet> FillAsync(StudentNetDb db, Func<Task> fill, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(fill);
        await db.RunAsync("person-set-table", null, cancellation);
        await fill();
        await db.AnalyseAsync(cancellation, "person_set");
        return new PersonSet(db);
    }
}
