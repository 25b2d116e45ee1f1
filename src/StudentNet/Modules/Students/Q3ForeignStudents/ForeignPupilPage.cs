using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>A page with the form of one foreign pupil.</summary>
public abstract class ForeignPupilPage : FunctionPage
{
    [BindProperty]
    public ForeignPupilForm Input { get; set; } = new();

    /// <summary>New pupils (1, 7) have a window of their own; the others may be registered all the year (domain §3).</summary>
    public override FilingScope? Filing =>
        FilingScope.Of(SchoolYear.Of(Today), Caller.Organisation.SchoolLevel).OfPart(ForeignRules.WindowPart(Input.Grade));

    /// <summary>What the number field says beside it.</summary>
    public virtual string NumberHint => "居留證 10 碼或護照號碼；沒有證號請選「由系統配號」並留空";

    public IReadOnlyList<SelectListItem> Grades =>
        [.. ForeignRules.Grades(Caller.Organisation.SchoolLevel).Select(g => new SelectListItem($"{g} 年級", $"{g}"))];
}
