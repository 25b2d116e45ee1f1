using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>A page of Q5 as its tabs see it.</summary>
public interface IForeignSchoolPage
{
    /// <summary>A foreign school has no level of ours; its window is one for all.</summary>
    static FilingScope FilingOn(DateOnly today) => FilingScope.Of(SchoolYear.Of(today), null).OfEitherLevel();

    Function Function { get; }

    Caller Caller { get; }

    /// <summary>Where the tabs of this level begin.</summary>
    string Home => $"/{Function.Code}";

    /// <summary>The county files for several schools and says which.</summary>
    bool IsCounty => Caller.Level == Level.County;

    /// <summary>Address of a pupil's page.</summary>
    string Href(ForeignSchoolPupil pupil) => IsCounty ? $"{Home}/pupil/{pupil.SchoolCode}/{pupil.PersonId}" : $"{Home}/pupil/{pupil.PersonId}";
}

/// <summary>A page of Q5 that files.</summary>
public abstract class ForeignSchoolPage(ForeignSchoolRoster roster) : FunctionPage, IForeignSchoolPage
{
    public override FilingScope? Filing => IForeignSchoolPage.FilingOn(Today);

    protected ForeignSchoolRoster Roster { get; } = roster;

    public IForeignSchoolPage Place => this;
}

/// <summary>The list of one foreign school, or of all of a county; search, filter and page live in the address.</summary>
public abstract class ForeignSchoolListPage(ForeignSchoolRoster roster, TableExport export)
    : PersonListPage<PupilRow<ForeignSchoolPupil>>("外僑學校學生名單", export),
        IForeignSchoolPage
{
    public override FilingScope? Filing => IForeignSchoolPage.FilingOn(Today);

    /// <summary>left: those who left.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    /// <summary>Only this school; none: all.</summary>
    [BindProperty(SupportsGet = true, Name = "school")]
    public string? OfSchool { get; set; }

    public IReadOnlyList<ForeignSchoolFigure> Figures { get; private set; } = [];

    public SchoolYear Year => SchoolYear.Of(Today);

    public bool ShowsLeft => Show == "left";

    public IForeignSchoolPage Place => this;

    protected override IReadOnlyList<TableColumn<PupilRow<ForeignSchoolPupil>>> Columns =>
        [
            new("學校代碼", r => r.School.Code),
            new("學校", r => r.School.Name),
            new("姓名", r => r.Person.Name),
            new("證號種類", r => r.NumberKind?.Title()),
            TableColumn.Number<PupilRow<ForeignSchoolPupil>>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<PupilRow<ForeignSchoolPupil>>("出生日期", r => r.Person.BirthDate),
            new("國籍", r => r.Nationality),
            new("相當年級", r => r.Pupil.GradeIn(Year)),
            TableColumn.Date<PupilRow<ForeignSchoolPupil>>("就讀起日", r => r.Pupil.EnrolledOn),
            TableColumn.Date<PupilRow<ForeignSchoolPupil>>("離校日期", r => r.Pupil.LeftOn),
            new("離校後去向", r => r.Pupil.LeftFor),
        ];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Figures = await roster.FiguresAsync(Caller.Scope, Today, cancellation);
        await ShowAsync(cancellation);
    }

    protected override IQueryable<PupilRow<ForeignSchoolPupil>> Filtered()
    {
        var rows = roster.Within(Caller.Scope, ShowsLeft, Today).Search(Search);
        if (OfSchool is { Length: > 0 } school)
        {
            rows = rows.Where(r => r.School.Code == school);
        }

        return rows.OrderBy(r => r.School.Code).ThenBy(r => r.Pupil.Grade - r.Pupil.GradeYear).ThenBy(r => r.Person.NormalisedName).ThenBy(r => r.Pupil.PersonId);
    }
}

/// <summary>A page with the form of one pupil.</summary>
public abstract class ForeignSchoolPupilPage(ForeignSchoolRoster roster) : ForeignSchoolPage(roster)
{
    [BindProperty]
    public ForeignSchoolForm Input { get; set; } = new();

    /// <summary>What the number field says beside it.</summary>
    public virtual string NumberHint => "有身分證字號的學生一定要填身分證字號，才不會被列管";
}

/// <summary>One more pupil: of the school itself, or of one that the county chooses.</summary>
public abstract class ForeignSchoolAddPage(ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolPupilPage(roster)
{
    /// <summary>For whom the county files.</summary>
    [BindProperty]
    public string? OfSchool { get; set; }

    public IReadOnlyList<SelectListItem> Schools { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var school = await LoadAsync(cancellation);
        if (school is null)
        {
            ModelState.AddModelError("", "還沒有選外僑學校。請選一所學校。");
        }

        var number = this.ReadNumber(Input);
        if (!ModelState.IsValid || !MayLookUp())
        {
            return this.Unprocessable();
        }

        var (pupil, refused) = await register.AddAsync(school!, Input.Person(number), Input.Standing(), Input.IsSomebodyElse, Act("新增外僑學校學生", detail: school!.Code), cancellation);
        if (refused is { } why)
        {
            this.Refuse(Input, why);
            return this.Unprocessable();
        }

        this.Tell($"已新增 {Input.Name.Trim()}{(number is null ? "，系統已配號" : "")}。");
        return Redirect(Place.Href(pupil!));
    }

    private async Task<School?> LoadAsync(CancellationToken cancellation)
    {
        var today = Today;
        var schools = await Roster.Schools(Caller.Scope).Where(s => s.ClosedOn == null || s.ClosedOn >= today).ToListAsync(cancellation);
        Schools = [.. schools.Select(s => new SelectListItem($"{s.Code} {s.Name}", s.Code, s.Code == OfSchool))];
        return Place.IsCounty ? schools.Find(s => s.Code == OfSchool) : schools.Find(s => s.Code == Caller.Organisation.Code);
    }
}

/// <summary>One pupil: change it, see what it was before.</summary>
public abstract class ForeignSchoolEditPage(StudentNetDb db, ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolPupilPage(roster)
{
    public PupilRow<ForeignSchoolPupil> Row { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ForeignSchoolPupilEvent> History { get; private set; } = [];

    /// <summary>Version of the row when the page was opened.</summary>
    [BindProperty]
    public int Seen { get; set; }

    public override string NumberHint => "號碼不變請留空；換證時填新證號，舊證號仍查得到";

    /// <summary>One entry of the history in words.</summary>
    public static string InWords(ForeignSchoolPupilEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var left = e.LeftOn is { } day ? $"；{RocDate.Format(day)} 離校{(e.LeftFor is { } place ? $"，{place}" : "")}" : "";
        return $"{e.Grade} 年級，{RocDate.Format(e.EnrolledOn)} 起就讀{left}";
    }

    protected async Task<IActionResult> ShowAsync(string school, long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(school, personId, cancellation))
        {
            return NotFound();
        }

        Input.From(Row, SchoolYear.Of(Today));
        Seen = Row.Pupil.Version;
        return Page();
    }

    protected async Task<IActionResult> SaveAsync(string school, long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(school, personId, cancellation))
        {
            return NotFound();
        }

        var number = this.ReadNumber(Input, mayBeBlank: true);
        if (!ModelState.IsValid || (number is not null && !MayLookUp()))
        {
            return this.Unprocessable();
        }

        var pupil = await db.Set<ForeignSchoolPupil>().SingleAsync(p => p.PersonId == personId && p.SchoolCode == school, cancellation);
        if (await register.ChangeAsync(pupil, Input.Person(number), Input.Standing(), Seen, Act("修改外僑學校學生", personId: personId, detail: school), cancellation) is { } refused)
        {
            if (refused == PupilRegister.Changed && await FindAsync(school, personId, cancellation))
            {
                // What was typed stays in the form; what the other did stands in the history, and has been seen now.
                Seen = Row.Pupil.Version;
                ModelState.Remove(nameof(Seen));
            }

            this.Refuse(Input, refused);
            return this.Unprocessable();
        }

        this.Tell("已儲存，異動已留存。");
        return RedirectToPage();
    }

    private async Task<bool> FindAsync(string school, long personId, CancellationToken cancellation)
    {
        if (await Roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Pupil.PersonId == personId && r.School.Code == school, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        History = await db.Set<ForeignSchoolPupilEvent>()
            .AsNoTracking()
            .Where(e => e.PersonId == personId && e.SchoolCode == school)
            .OrderByDescending(e => e.Seq)
            .ToListAsync(cancellation);
        await AuditReadAsync(personId, "檢視外僑學校學生");
        return true;
    }
}
