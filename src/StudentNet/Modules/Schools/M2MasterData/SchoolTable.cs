using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>A school with the names of its places.</summary>
public sealed record SchoolRow(School School, string County, string? Township);

/// <summary>Words for kinds of units.</summary>
public static class SchoolKinds
{
    public static string Title(this SchoolKind kind) =>
        kind switch
        {
            SchoolKind.Regular => "一般",
            SchoolKind.AttachedJuniorHigh => "附設國中部",
            SchoolKind.AttachedElementary => "附設國小部",
            SchoolKind.SpecialEducation => "特教",
            _ => "外僑",
        };
}

/// <summary>The school list on pages and as a file that <see cref="SchoolListFormat"/> takes in again without a change.</summary>
public sealed class SchoolTable(StudentNetDb db)
{
    /// <summary>Columns under the headings of the format.</summary>
    public static IReadOnlyList<TableColumn<SchoolRow>> Columns { get; } =
        [
            new("代碼", row => row.School.MinistryCode),
            new("單位代碼", row => row.School.Code),
            new("學校名稱", row => row.School.Name),
            new("學制", row => row.School.Level.Title()),
            new("類別", row => row.School.Kind.Title()),
            new("公/私立", row => row.School.IsPrivate ? "私立" : "公立"),
            new("縣市名稱", row => row.County),
            new("鄉鎮市區", row => row.Township),
            new("地址", row => row.School.Address),
            new("電話", row => row.School.Telephone),
            new("網址", row => row.School.Website),
            new("學籍系統2.0", row => row.School.UsesRecordSystem),
            TableColumn.Date<SchoolRow>("設立日期", row => row.School.OpenedOn),
            TableColumn.Date<SchoolRow>("停辦日期", row => row.School.ClosedOn),
        ];

    /// <summary>Schools of a county (null: everywhere), of a level, whose code or name contains the words; open ones first, then by code.</summary>
    public IQueryable<SchoolRow> Rows(string? countyCode, SchoolLevel? level, string? words)
    {
        var schools = db.Set<School>().AsNoTracking();
        if (countyCode is { Length: > 0 })
        {
            schools = schools.Where(s => s.CountyCode == countyCode);
        }

        if (level is { } one)
        {
            schools = schools.Where(s => s.Level == one);
        }

        if (words?.Trim() is { Length: > 0 } text)
        {
            var other = text.Replace('台', '臺');
            schools = schools.Where(s => s.Code.StartsWith(text) || s.Name.Contains(text) || s.Name.Contains(other));
        }

        return from s in schools
            join c in db.Set<Organisation>() on s.CountyCode equals c.Code
            join t in db.Set<Organisation>() on s.TownshipCode equals t.Code into townships
            from t in townships.DefaultIfEmpty()
            orderby s.ClosedOn != null, s.Code
            select new SchoolRow(s, c.Name, t == null ? null : t.Name);
    }

    /// <summary>One school with its places, or null.</summary>
    public Task<SchoolRow?> FindAsync(string code, CancellationToken cancellation = default) =>
        (
            from s in db.Set<School>()
            join c in db.Set<Organisation>() on s.CountyCode equals c.Code
            join t in db.Set<Organisation>() on s.TownshipCode equals t.Code into townships
            from t in townships.DefaultIfEmpty()
            where s.Code == code
            select new SchoolRow(s, c.Name, t == null ? null : t.Name)
        ).FirstOrDefaultAsync(cancellation);

    /// <summary>What changed about a school, the newest first.</summary>
    public async Task<IReadOnlyList<SchoolChange>> HistoryAsync(string code, CancellationToken cancellation = default) =>
        await db.Set<SchoolChange>().AsNoTracking().Where(c => c.Code == code).OrderByDescending(c => c.Seq).ToListAsync(cancellation);
}
