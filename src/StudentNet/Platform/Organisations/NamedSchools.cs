using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// The schools that the master data (M2) hand over, so that each has the organisation by which its people and machines act: the table
/// <c>named_school</c> of this connection (code, name, county_code, township_code, level, closed_on).
/// </summary>
public static class NamedSchools
{
    /// <summary>
    /// Has <paramref name="fill"/> insert into <c>named_school</c>, adds the organisations that are missing and brings name, county and township of the others up to
    /// date. Nothing is closed. Inside the caller's transaction; done again, it changes nothing.
    /// </summary>
    public static async Task FollowAsync(StudentNetDb db, Func<Task> fill, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(fill);
        await db.RunAsync("named-schools-table", null, cancellation);
        await fill();
        await db.RunAsync("named-schools-follow", null, cancellation);
    }
}
