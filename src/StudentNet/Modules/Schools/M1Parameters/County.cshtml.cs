using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>M1.21 設定作業期限與方式: the county sets who files what and until when, per school year and level.</summary>
[Function("M1.21")]
public sealed class CountyModel(StudentNetDb db, IWindows windows, FilingCalendar calendar, StageOutcomes outcomes) : FunctionPage
{
    /// <summary>學制: 1 or 7.</summary>
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    /// <summary>學年度 (ROC); the coming entry year unless chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    /// <summary>Fills the form with last year's settings; nothing is stored before the county saves.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Copy { get; set; }

    [BindProperty]
    public ParameterForm Input { get; set; } = new();

    /// <summary>What the officer says to the effects that were shown.</summary>
    [BindProperty]
    public ParameterConsent Consent { get; set; } = new();

    /// <summary>What saving would do; null: the page is not asked to save, or nothing moves.</summary>
    public ParameterPreview? Preview { get; private set; }

    public SchoolYear Of => Year is { } roc ? new SchoolYear(roc) : WorkingYear.ForEntry(Today);

    public CountyParameter Stored { get; private set; } = null!;

    public WindowTable Windows { get; private set; } = null!;

    public bool LastYearIsSet { get; private set; }

    public int Extensions { get; private set; }

    public IReadOnlyList<SchoolYear> Years =>
        [.. new[] { SchoolYear.Of(Today), WorkingYear.ForEntry(Today), WorkingYear.ForEntry(Today).Next }.Distinct().Order()];

    public static IReadOnlyList<SelectListItem> Namings { get; } = [.. Enum.GetValues<ClassNaming>().Select(n => new SelectListItem(n.Title(), n.ToString()))];

    public static IReadOnlyList<SelectListItem> Sides { get; } = [new("由縣市統一辦理", nameof(FilingSide.County)), new("由各校辦理", nameof(FilingSide.School))];

    private string County => Caller.Organisation.Code;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        var book = await windows.BookAsync(County, cancellation);
        Input = ParameterForm.Of(Stored, book);
        if (Copy && LastYearIsSet)
        {
            var last = await CountyParameters.ForAsync(db, County, Of.Previous, Level, cancellation);
            (Input, var version) = (ParameterForm.Of(last, book).MovedBy(1), Stored.Version);
            Input.Version = version;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        foreach (var broken in ParameterRules.BrokenBy(Input, Of))
        {
            ModelState.AddModelError($"{nameof(Input)}.{broken.Field}", broken.Message);
        }

        if (Input.Version != Stored.Version)
        {
            ModelState.AddModelError("", "您開啟本頁之後，設定已由他人更新。請重新整理，看過新的設定再修改。");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        // Whatever moves what somebody has seen, or shuts somebody out, is shown once before it is done.
        var book = await windows.BookAsync(County, cancellation);
        var effects = ParameterEffects.Of(book, Input.Dates(), Of, Level, await outcomes.FactsAsync(Caller.Organisation, Now, cancellation), Now);
        if ((Stored.SetAt is not null || effects.Any(e => e.Tone == Tone.Bad)) && effects.Count > 0)
        {
            var schools = await ParameterChange.SchoolsOf(db, County, Level, Today).CountAsync(cancellation);
            var preview = new ParameterPreview(effects, schools, "照上面改變期程", $"/M1.21?level={(int)Level}&year={Of.Roc}");
            if (Consent.Missing(preview) is { } missing)
            {
                Preview = preview;
                if (missing.Message.Length == 0)
                {
                    return Page();
                }

                ModelState.AddModelError($"{nameof(Consent)}.{missing.Field}", missing.Message);
                return this.Unprocessable();
            }
        }

        var act = Act("設定作業期限與方式", Consent.Reason, detail: FormattableString.Invariant($"year={Of.Roc} level={(int)Level}"));
        await ParameterChange.SetAsync(db, Stored, Input, effects, Consent.Reason, calendar, act, cancellation);
        this.Tell($"{Of.Title}{Level.Title()}的作業期限已儲存，各校即可檢視。");
        return RedirectToPage(new { Level = (int)Level, Year = Of.Roc });
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!Years.Contains(Of) || ModelState.GetFieldValidationState(nameof(Level)) == ModelValidationState.Invalid)
        {
            return false;
        }

        var stored = await db.Set<CountyParameter>().SingleOrDefaultAsync(p => p.CountyCode == County && p.Year == Of && p.Level == Level, cancellation);
        Stored = stored ?? CountyParameters.Default(County, Of, Level);
        LastYearIsSet = await db.Set<CountyParameter>().AnyAsync(p => p.CountyCode == County && p.Year == Of.Previous && p.Level == Level && p.SetAt != null, cancellation);
        Extensions = await db.Set<WindowExtension>().CountAsync(e => e.CountyCode == County && e.Year == Of && e.Level == Level && e.RevokedAt == null, cancellation);
        Windows = WindowTable.For(await windows.BookAsync(County, cancellation), Of, Level, null, Now);
        return true;
    }
}
