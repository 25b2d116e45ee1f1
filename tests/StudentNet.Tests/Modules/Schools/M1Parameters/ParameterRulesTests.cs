using StudentNet.Modules.Schools.M1Parameters;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools.M1Parameters;

[WithoutDatabase]
public sealed class ParameterRulesTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public void Dates_in_the_order_of_the_stages_break_no_rule() => ParameterRules.BrokenBy(Form(), Year).ShouldBeEmpty();

    public static TheoryData<string, string, DateOnly> Breaks =>
        new()
        {
            { "reference.year", nameof(ParameterForm.ReferenceDate), new(2025, 3, 20) },
            { "omissions.before", nameof(ParameterForm.OmissionsClose), new(2026, 3, 20) },
            { "omissions.after-allocation", nameof(ParameterForm.OmissionsClose), new(2026, 6, 1) },
            { "allocation.reversed", nameof(ParameterForm.AllocationCloses), new(2026, 3, 24) },
            { "allocation.before-reference", nameof(ParameterForm.AllocationOpens), new(2026, 3, 19) },
            { "registration.before-allocation", nameof(ParameterForm.AllocationCloses), new(2026, 8, 29) },
            { "registration.before-checkpoint", nameof(ParameterForm.RegistrationCloses), new(2026, 7, 24) },
            { "admission.before-registration", nameof(ParameterForm.RegistrationCloses), new(2026, 9, 14) },
            { "admission.before-opening", nameof(ParameterForm.AdmissionCloses), new(2026, 8, 29) },
            { "admission.after-comparison", nameof(ParameterForm.AdmissionCloses), new(2026, 9, 15) },
        };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_date_out_of_order_breaks_the_rule_that_names_it(string code, string field, DateOnly day)
    {
        var form = Form();
        typeof(ParameterForm).GetProperty(field)!.SetValue(form, (DateOnly?)day);
        ParameterRules.BrokenBy(form, Year).Select(r => r.Code).ShouldContain(code);
    }

    [Fact]
    public void Every_rule_has_a_case_above() => Breaks.Select(b => b.Data.Item1).ShouldBe(ParameterRules.All.Select(r => r.Code), ignoreOrder: true);

    private static ParameterForm Form() =>
        new()
        {
            ReferenceDate = new DateOnly(2026, 3, 20),
            OmissionsClose = new DateOnly(2026, 4, 30),
            AllocationOpens = new DateOnly(2026, 3, 25),
            AllocationCloses = new DateOnly(2026, 5, 31),
            RegistrationCloses = new DateOnly(2026, 8, 29),
            AdmissionCloses = new DateOnly(2026, 9, 14),
        };
}
