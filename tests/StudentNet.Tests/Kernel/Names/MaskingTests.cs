using CsCheck;

namespace StudentNet.Tests.Kernel.Names;

public class MaskingTests
{
    [Theory]
    [InlineData("王小明", "王○明")]
    [InlineData("王明", "王○")]
    [InlineData("王", "○")]
    [InlineData("歐陽小明", "歐○○明")]
    [InlineData("  王小明 ", "王○明")]
    [InlineData("", "")]
    public void The_first_and_the_last_character_stay(string name, string masked) => Masking.Name(name).ShouldBe(masked);

    [Fact]
    public void A_character_of_plane_2_or_15_or_with_a_combining_mark_is_one_character()
    {
        Masking.Name("𠀋\U000F0001明").ShouldBe("𠀋○明");
        Masking.Name("王e\u0301明").ShouldBe("王○明");
        Masking.Name("葛\U000E0100城明").ShouldBe("葛\U000E0100○明");
    }

    [Fact]
    public void A_number_is_masked_as_on_the_slide() => Masking.Number("F230120770").ShouldBe("F23**770");

    [Theory]
    [InlineData("", "**")]
    [InlineData("X12", "**")]
    [InlineData("X123", "X**3")]
    public void Of_a_short_number_little_is_shown(string number, string masked) => Masking.Number(number).ShouldBe(masked);

    [Fact]
    public void At_least_a_third_of_any_number_stays_hidden() => Gen.String[Gen.Char["A0123456789"], 0, 20].Sample(number =>
    {
        var shown = Masking.Number(number).Replace("**", "", StringComparison.Ordinal).Length;
        shown.ShouldBeLessThanOrEqualTo(number.Length * 2 / 3);
    });

    [Theory]
    [InlineData("F230120770", "F23012****")]
    [InlineData("X12", "****")]
    public void A_file_hides_the_last_four(string number, string masked) => Masking.NumberForFile(number).ShouldBe(masked);
}
