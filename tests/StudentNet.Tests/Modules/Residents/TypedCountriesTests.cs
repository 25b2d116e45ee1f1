using StudentNet.Modules.Residents;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Countries are typed in Chinese, the common ones proposed first; the code is what is stored.</summary>
[WithoutDatabase]
public sealed class TypedCountriesTests
{
    [Theory]
    [InlineData("越南", "VN")]
    [InlineData(" 越南籍 ", "VN")]
    [InlineData("VN", "VN")]
    [InlineData("中華民國", "TW")]
    [InlineData("月南", "月南")]
    public void A_name_becomes_its_code_and_what_is_no_country_stays_for_the_rules_to_refuse(string typed, string kept) =>
        new Form { Nationality = typed }.Nationality.ShouldBe(kept);

    [Fact]
    public void The_common_ones_come_first_by_name()
    {
        PersonForm.AllNationalities.Take(4).Select(n => n.Text).ShouldBe(["中華民國", "越南", "印尼", "泰國"]);
        PersonForm.AllNationalities.Count.ShouldBe(Nationalities.All.Count, "all of them are there");
    }

    private sealed class Form : PersonForm;
}
