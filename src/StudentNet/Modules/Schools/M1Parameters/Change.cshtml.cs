using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>A date that a county changes by itself in the season.</summary>
public enum CountyDate
{
    AllocationCloses,
    RegistrationCloses,
    AdmissionCloses,
}

/// <summary>M1.21 改一個期限: one date of a level, what that does, why; every school of the level is told. A page, and the dialog of the county's board.</summary>
[Function("M1.21")]
public sealed class ChangeModel(StudentNetDb db, IWindows windows, FilingCalendar calendar, StageOutcomes outcomes) : FunctionPage
{
    private ParameterForm _form = new();
    private CountyParameter _stored = null!;

    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    [BindProperty(SupportsGet = true)]
    public CountyDate Date { get; set; } = CountyDate.RegistrationCloses;

    /// <summary>The new day; null: it is still to be chosen.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "改為")]
    public DateOnly? To { get; set; }

    /// <summary>Version of the parameters that was seen.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ParameterConsent Consent { get; set; } = new();

    public SchoolYear Of => WorkingYear.ForEntry(Today);

    /// <summary>The dates with their titles as they stand now.</summary>
    public IReadOnlyList<(CountyDate Date, string Title, DateOnly? Day)> Choices { get; private set; } = [];

    /// <summary>The chosen date as it stands.</summary>
    public DateOnly? Before => Choices.First(c => c.Date == Date).Day;

    /// <summary>國小報到截止.</summary>
    public string Title => $"{Level.Title()}{Choices.First(c => c.Date == Date).Title}";

    /// <summary>What the change does; null: nothing is chosen, it breaks a rule, or it changes nothing.</summary>
    public ParameterPreview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!Enum.IsDefined(Level) || !Enum.IsDefined(Date))
        {
            return NotFound();
        }

        await ReadAsync(cancellation);
        Version = _stored.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!Enum.IsDefined(Level) || !Enum.IsDefined(Date))
        {
            return NotFound();
        }

        await ReadAsync(cancellation);
        if (Version != _stored.Version)
        {
            ModelState.AddModelError("", "您開啟本頁之後，設定已由他人更新。請看過新的期限再改。");
        }
        else if (Preview is not null && Consent.Missing(Preview) is { Message.Length: > 0 } missing)
        {
            ModelState.AddModelError($"{nameof(Consent)}.{missing.Field}", missing.Message);
        }

        Version = _stored.Version;
        if (!ModelState.IsValid || Preview is null)
        {
            return this.Unprocessable();
        }

        if (Consent.Missing(Preview) is not null)
        {
            return Page();
        }

        var act = Act("更改期限", Consent.Reason, detail: FormattableString.Invariant($"year={Of.Roc} level={(int)Level} date={Date} to={To:yyyy-MM-dd}"));
        await ParameterChange.SetAsync(db, _stored, _form, Preview.Effects, Consent.Reason, calendar, act, cancellation);
        this.Tell($"{Title}已改為 {Moment.Deadline(To!.Value)}23:59，通知 {Preview.Schools:N0} 校。");
        return Redirect($"{Request.PathBase}/");
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var county = Caller.Organisation.Code;
        _stored = await db.Set<CountyParameter>().SingleOrDefaultAsync(p => p.CountyCode == county && p.Year == Of && p.Level == Level, cancellation) ?? CountyParameters.Default(county, Of, Level);
        var book = await windows.BookAsync(county, cancellation);
        _form = ParameterForm.Of(_stored, book);
        Choices =
        [
            (CountyDate.AllocationCloses, "分發截止", _form.AllocationCloses),
            (CountyDate.RegistrationCloses, "報到截止", _form.RegistrationCloses),
            (CountyDate.AdmissionCloses, "入學截止", _form.AdmissionCloses),
        ];
        if (To is not { } day || day == Before || !ModelState.IsValid)
        {
            return;
        }

        switch (Date)
        {
            case CountyDate.AllocationCloses:
                _form.AllocationCloses = day;
                break;
            case CountyDate.RegistrationCloses:
                _form.RegistrationCloses = day;
                break;
            default:
                _form.AdmissionCloses = day;
                break;
        }

        foreach (var broken in ParameterRules.BrokenBy(_form, Of))
        {
            ModelState.AddModelError(nameof(To), broken.Message);
        }

        if (!ModelState.IsValid)
        {
            return;
        }

        var schools = await ParameterChange.SchoolsOf(db, county, Level, Today).CountAsync(cancellation);
        var effects = ParameterEffects.Of(book, _form.Dates(), Of, Level, await outcomes.FactsAsync(Caller.Organisation, Now, cancellation), Now);
        Preview = effects.Count == 0 ? null : new ParameterPreview(effects, schools, $"改為 {RocDate.Short(day)}", "/");
    }
}
