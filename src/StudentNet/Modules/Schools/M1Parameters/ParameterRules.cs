namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>A rule that a county's dates must keep.</summary>
/// <param name="Code">Stable name for tests.</param>
/// <param name="Field">Property of <see cref="ParameterForm"/> that the finding stands at.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ParameterRule(string Code, string Field, string Message, Func<ParameterForm, SchoolYear, bool> IsBroken);

/// <summary>The rules of M1.21, in the order of the stages (domain §3): 分發 → 報到 → 入學 → 全國大比對.</summary>
public static class ParameterRules
{
    public static IReadOnlyList<ParameterRule> All { get; } =
    [
        new(
            "reference.year",
            nameof(ParameterForm.ReferenceDate),
            "分發基準日要在入學當年 1 月到 8 月之間，全國為 3/20。",
            (f, year) => f.ReferenceDate < new DateOnly(year.Gregorian, 1, 1) || f.ReferenceDate > new DateOnly(year.Gregorian, 8, 31)
        ),
        new(
            "omissions.before",
            nameof(ParameterForm.OmissionsClose),
            "遺漏名單從 3/21 起補收，截止日要在這一天之後。",
            (f, year) => f.OmissionsClose < new DateOnly(year.Gregorian, 3, 21)
        ),
        new(
            "allocation.reversed",
            nameof(ParameterForm.AllocationCloses),
            "分發截止早於分發開放，請把截止日改到開放日之後。",
            (f, _) => f.AllocationCloses < f.AllocationOpens
        ),
        new(
            "allocation.before-reference",
            nameof(ParameterForm.AllocationOpens),
            "分發開放早於分發基準日，那時還沒有戶籍名冊。",
            (f, _) => f.AllocationOpens < f.ReferenceDate
        ),
        new(
            "omissions.after-allocation",
            nameof(ParameterForm.OmissionsClose),
            "遺漏名單要在分發截止以前收完。",
            (f, _) => f.OmissionsClose > f.AllocationCloses
        ),
        new(
            "registration.before-allocation",
            nameof(ParameterForm.RegistrationCloses),
            "報到在分發截止的次日開放，截止日要在開放日之後。",
            (f, _) => f.RegistrationCloses <= f.AllocationCloses
        ),
        new(
            "registration.before-checkpoint",
            nameof(ParameterForm.RegistrationCloses),
            "報到截止不能早於 07/25 檢核基準日。",
            (f, year) => f.RegistrationCloses < new DateOnly(year.Gregorian, 7, 25)
        ),
        new(
            "admission.before-registration",
            nameof(ParameterForm.AdmissionCloses),
            "入學在報到截止後開放，截止日要在報到截止之後。",
            (f, _) => f.AdmissionCloses <= f.RegistrationCloses
        ),
        new(
            "admission.before-opening",
            nameof(ParameterForm.AdmissionCloses),
            "入學從 08/30 開放，截止日不能更早。",
            (f, year) => f.AdmissionCloses < new DateOnly(year.Gregorian, 8, 30)
        ),
        new(
            "admission.after-comparison",
            nameof(ParameterForm.AdmissionCloses),
            "09/15 是全國大比對，入學截止最晚到 09/14。",
            (f, year) => f.AdmissionCloses > new DateOnly(year.Gregorian, 9, 14)
        ),
    ];

    /// <summary>The rules that a form breaks; a date left out breaks none, since being required already says so.</summary>
    public static IEnumerable<ParameterRule> BrokenBy(ParameterForm form, SchoolYear year) => All.Where(rule => rule.IsBroken(form, year));
}
