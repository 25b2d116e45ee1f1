using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>A list of foreign pupils: part, search, filter, order and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class ForeignListPage(ForeignRoster roster, TableExport export) : PersonListPage<PupilRow<ForeignPupil>>("外籍生名單", export)
{
    [BindProperty(SupportsGet = true)]
    public ForeignShow Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    /// <summary>ISO code; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Nationality { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>Pupils in each part.</summary>
    public IReadOnlyDictionary<ForeignShow, int> Counts { get; private set; } = new Dictionary<ForeignShow, int>();

    /// <summary>Nationalities on the list, most pupils first.</summary>
    public IReadOnlyList<(string Code, int Count)> Nationalities { get; private set; } = [];

    /// <summary>The school year under way: grades are shown for it.</summary>
    public SchoolYear Year => SchoolYear.Of(Today);

    /// <summary>Where a row leads; null: nowhere.</summary>
    public virtual string? Href(PupilRow<ForeignPupil> row) => null;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Counts = await roster.CountAsync(Caller.Scope, Today, cancellation);
        var nationalities = await roster
            .Within(Caller.Scope, Show, Today)
            .GroupBy(r => r.Person.Nationality)
            .Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(n => n.Count)
            .ThenBy(n => n.Key)
            .ToListAsync(cancellation);
        Nationalities = [.. nationalities.Select(n => (n.Key, n.Count))];
        await ShowAsync(cancellation, string.IsNullOrWhiteSpace(Search) && string.IsNullOrEmpty(Nationality) ? Counts.GetValueOrDefault(Show, Counts[ForeignShow.Listed]) : null);
        ViewData["YearTag"] = Year.Title;
    }

    protected override IReadOnlyList<TableColumn<PupilRow<ForeignPupil>>> Columns =>
        [
            .. NamesSchools ? new TableColumn<PupilRow<ForeignPupil>>[] { new("學校代碼", r => r.School.Code), new("學校", r => r.School.Name) } : [],
            new("姓名", r => r.Person.Name),
            new("證號種類", r => r.NumberKind?.Title()),
            TableColumn.Number<PupilRow<ForeignPupil>>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<PupilRow<ForeignPupil>>("出生日期", r => r.Person.BirthDate),
            new("國籍代碼", r => r.Person.Nationality),
            new("國籍", r => r.Nationality),
            new("年級", r => r.Pupil.GradeIn(Year)),
            new("班級", r => r.Pupil.ClassName),
            new("學生樣態", r => r.Pupil.Kind.Title()),
            TableColumn.Date<PupilRow<ForeignPupil>>("到校日期", r => r.Pupil.ArrivedOn),
            TableColumn.Date<PupilRow<ForeignPupil>>("離校日期", r => r.Pupil.LeftOn),
            new("未返臺原因", r => r.Pupil.AbsenceTitle),
            TableColumn.Date<PupilRow<ForeignPupil>>("未返臺起日", r => r.Pupil.AbsentSince),
            TableColumn.Date<PupilRow<ForeignPupil>>("預計返臺日", r => r.Pupil.ReturnExpectedOn),
            new("情形說明", r => r.Pupil.AbsenceDetail),
        ];

    protected override IQueryable<PupilRow<ForeignPupil>> Filtered()
    {
        var rows = roster.Within(Caller.Scope, Show, Today).Search(Search);
        if (Nationality is { Length: > 0 } nationality)
        {
            rows = rows.Where(r => r.Person.Nationality == nationality);
        }

        return ForeignRoster.Sort(rows, Sort ?? (NamesSchools ? "school" : null));
    }
}
