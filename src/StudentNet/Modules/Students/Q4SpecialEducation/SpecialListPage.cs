using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>The pupils of the latest list, read-only; filter and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class SpecialListPage(SpecialRoster roster, TableExport export) : PersonListPage<PupilRow<SpecialPlacement>>("鑑輔生名單", export)
{
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    /// <summary>Code of a 安置型態; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Placement { get; set; }

    /// <summary>Pupils of each 安置型態, most first.</summary>
    public IReadOnlyList<(string Code, int Pupils)> Placements { get; private set; } = [];

    /// <summary>The list the rows come from; null: none yet.</summary>
    public SpecialList? Latest { get; private set; }

    protected override IReadOnlyList<TableColumn<PupilRow<SpecialPlacement>>> Columns =>
        [
            new("學校代碼", r => r.School.Code),
            new("學校", r => r.School.Name),
            new("姓名", r => r.Person.Name),
            TableColumn.Number<PupilRow<SpecialPlacement>>("證號", r => r.Number),
            TableColumn.Date<PupilRow<SpecialPlacement>>("出生日期", r => r.Person.BirthDate),
            new("年級", r => r.Pupil.Grade),
            new("特教類別", r => SpecialCodes.Categories.TitleOf(r.Pupil.Category)),
            new("安置型態", r => SpecialCodes.Placements.TitleOf(r.Pupil.Placement)),
            TableColumn.Date<PupilRow<SpecialPlacement>>("鑑定日期", r => r.Pupil.ApprovedOn),
            TableColumn.Date<PupilRow<SpecialPlacement>>("有效期限", r => r.Pupil.ValidUntil),
            new("酌減人數", r => r.Pupil.ClassReduction),
            new("接收時間", r => r.Pupil.ReceivedAt),
        ];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Latest = await roster.LatestAsync(cancellation);
        var placements = await roster
            .Within(Caller.Scope)
            .GroupBy(r => r.Pupil.Placement)
            .Select(g => new { g.Key, Pupils = g.Count() })
            .OrderByDescending(p => p.Pupils)
            .ThenBy(p => p.Key)
            .ToListAsync(cancellation);
        Placements = [.. placements.Select(p => (p.Key, p.Pupils))];
        await ShowAsync(cancellation);
    }

    protected override IQueryable<PupilRow<SpecialPlacement>> Filtered()
    {
        var rows = roster.Within(Caller.Scope).Search(Search);
        if (Placement is { Length: > 0 } placement)
        {
            rows = rows.Where(r => r.Pupil.Placement == placement);
        }

        return rows.OrderBy(r => r.School.Code).ThenBy(r => r.Pupil.Grade).ThenBy(r => r.Person.NormalisedName).ThenBy(r => r.Pupil.PersonId);
    }
}
