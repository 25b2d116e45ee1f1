using Microsoft.EntityFrameworkCore;

namespace StudentNet.Platform.Data;

/// <summary>A source of exactly one row, over which several counts go to the database as one statement.</summary>
public static class OneRow
{
    /// <summary>The row; its value says nothing. What is wanted is projected over it: <c>db.AsOneRow().Select(_ => new { A = a.Count(), B = b.Count() })</c>.</summary>
    public static IQueryable<int> AsOneRow(this StudentNetDb db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQuery<int>($"select 1 as \"Value\"");
    }
}
