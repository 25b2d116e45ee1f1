using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// Turns a <see cref="Scope"/> into a set for statements: its schools, or the rows of a list that lie in it. The one place that asks which level a
/// scope is of; lists only say by what of theirs a county, a township or a school knows its rows.
/// </summary>
public static class ScopeSets
{
    /// <summary>
    /// The rows that lie in a scope: the ministry's are all; of a county, township or school those that the list says; a level of which the list
    /// says nothing sees nothing.
    /// </summary>
    /// <param name="county">From a county's code to the rows it may see.</param>
    /// <param name="township">From a township's code to the rows it may see.</param>
    /// <param name="school">From a school's code to the rows it may see.</param>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> rows,
        Scope scope,
        Func<string, Expression<Func<T, bool>>>? county = null,
        Func<string, Expression<Func<T, bool>>>? township = null,
        Func<string, Expression<Func<T, bool>>>? school = null
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        return scope switch
        {
            Scope.National => rows,
            Scope.County { Code: var code } when county is not null => rows.Where(county(code)),
            Scope.Township { Code: var code } when township is not null => rows.Where(township(code)),
            Scope.School { Code: var code } when school is not null => rows.Where(school(code)),
            _ => rows.Where(_ => false),
        };
    }

    /// <summary>The organisations that lie in a scope: a county with all that is in it, a township or a school by itself.</summary>
    public static IQueryable<Organisation> OrganisationsOf(this StudentNetDb db, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<Organisation>().Within(scope, county: code => o => o.CountyCode == code, township: Itself, school: Itself);

        static Expression<Func<Organisation, bool>> Itself(string code) => o => o.Code == code;
    }

    /// <summary>The schools that lie in a scope, foreign and closed ones too. A township has none: it sees its residents.</summary>
    public static IQueryable<Organisation> SchoolsOf(this StudentNetDb db, Scope scope) => db.OrganisationsOf(scope).Where(o => o.Level == Level.School);
}
