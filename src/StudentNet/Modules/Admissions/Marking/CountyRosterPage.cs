using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The whole county's children by how they stand in a stage (N4.21, N6.21): whom it answers for and who goes to its schools.</summary>
public abstract class CountyRosterPage(EntryStage stage, StudentNetDb db, EntryRoster roster, TableExport export) : FunctionPage
{
    private Dictionary<string, string> _names = [];

    public StageWords Words { get; } = StageWords.Of(stage);

    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Grade { get; set; } = SchoolLevel.Elementary;

    /// <summary>here, absent, open; empty: everybody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, BinderType = typeof(SearchWordsBinder))]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public SchoolYear Year => WorkingYear.ForEntry(Today);

    public IReadOnlyList<RosterRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>Children by state, before filter and search.</summary>
    public IReadOnlyDictionary<EntryState, int> Counts { get; private set; } = new Dictionary<EntryState, int>();

    public string Title => $"縣市{Words.Verb}名冊";

    public int Count(string show) => StatesOf(show).Sum(s => Counts.GetValueOrDefault(s));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["YearTag"] = $"{Year.Title} {Grade.Title()}";
        Counts = await roster.Within(Caller.Scope, Year, Grade)
            .GroupBy(r => r.Entry.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var rows = Listed();
        // The counts of the states say how many rows there are, unless a search narrows them.
        var listed = string.IsNullOrEmpty(Show) ? Counts.Values.Sum() : Count(Show);
        Part = new PageOf(string.IsNullOrWhiteSpace(Q) ? listed : await rows.CountAsync(cancellation), Number);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        // A detail that is no code of a school (another reason's) names none.
        var named = Rows.SelectMany(r => new[] { r.Entry.AllocatedSchool, SchoolOf(r), r.Entry.ReasonDetail }).OfType<string>().Distinct().ToList();
        await NameSchoolsAsync(schools => schools.Where(o => named.Contains(o.Code)), cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, $"檢視{Title}");
        }
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await NameSchoolsAsync(schools => schools, cancellation);
        IReadOnlyList<TableColumn<RosterRow>> columns =
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<RosterRow>("身分證字號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<RosterRow>("出生日期", r => r.Person.BirthDate),
            new("村里", r => r.Village),
            new("鄰", r => r.Residence?.Neighbourhood),
            new("分發學校", r => School(r.Entry.AllocatedSchool)),
            new($"{Words.Verb}學校", r => School(SchoolOf(r))),
            new("狀態", r => StateOf(r).Word),
            new("原因", r => Why(r)),
        ];
        return await export.FileAsync(Title, kind, columns, Listed().AsAsyncEnumerable(), ExportAct($"輸出{Title}"), cancellation);
    }

    /// <summary>999601 示範國小; empty for none.</summary>
    public string School(string? code) => code is null ? "" : _names.TryGetValue(code, out var name) ? $"{code} {name}" : code;

    /// <summary>The school that holds the child in this stage.</summary>
    public string? SchoolOf(RosterRow row) => stage == EntryStage.Registration ? row.Entry.RegisteredSchool : row.Entry.AdmittedSchool;

    public Status StateOf(RosterRow row) =>
        IsIn("here", row) ? new Status(Tone.Ok, Words.Here, "check-lg")
        : IsIn("absent", row) ? new Status(Tone.Warn, Words.NotHere, "dash-lg")
        : new Status(Tone.None, "未處理");

    /// <summary>Reason with school or words: 出國（美國）.</summary>
    public string Why(RosterRow row) => Reasons.Words(row.Entry.Reason, row.Entry.ReasonDetail, stage, School);

    private bool IsIn(string show, RosterRow row) => StatesOf(show).Contains(row.Entry.State);

    private EntryState[] StatesOf(string show) =>
        (show, stage) switch
        {
            // Who was admitted had registered or was added; at registration a child that did not come later still counts as registered.
            ("here", EntryStage.Registration) => [EntryState.Registered, EntryState.Admitted, EntryState.NotAdmitted],
            ("here", _) => [EntryState.Admitted],
            ("absent", EntryStage.Registration) => [EntryState.NotRegistered],
            ("absent", _) => [EntryState.NotAdmitted],
            ("open", EntryStage.Registration) => [EntryState.Pending, EntryState.NeedsPerson, EntryState.Allocated],
            ("open", _) => [EntryState.Pending, EntryState.NeedsPerson, EntryState.Allocated, EntryState.Registered, EntryState.NotRegistered],
            _ => Enum.GetValues<EntryState>(),
        };

    private IOrderedQueryable<RosterRow> Listed()
    {
        var filter = new RosterFilter { Search = Q, States = string.IsNullOrEmpty(Show) ? null : StatesOf(Show) };
        var order = Sort?.TrimStart('-') switch
        {
            "name" => RosterOrder.Name,
            "birth" => RosterOrder.BirthDate,
            "school" => RosterOrder.School,
            _ => RosterOrder.Place,
        };
        return EntryRoster.Sort(EntryRoster.Filter(roster.Within(Caller.Scope, Year, Grade), filter), order, Sort?.StartsWith('-') == true);
    }

    /// <summary>A file names schools of the whole country, row by row as it is written; a page those of its rows.</summary>
    private async Task NameSchoolsAsync(Func<IQueryable<Organisation>, IQueryable<Organisation>> those, CancellationToken cancellation)
    {
        var level = Grade;
        _names = await those(db.Set<Organisation>().Where(o => o.Level == Level.School && o.SchoolLevel == level))
            .ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
    }
}
