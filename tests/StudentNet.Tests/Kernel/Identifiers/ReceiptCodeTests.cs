namespace StudentNet.Tests.Kernel.Identifiers;

public class ReceiptCodeTests
{
    [Fact]
    public void A_receipt_is_two_groups_that_can_be_said_on_the_telephone() =>
        ReceiptCode.Of("abc"u8).ShouldBe("BA78-16BF", "SHA-256 of abc begins BA7816BF");

    [Fact]
    public void The_code_of_a_known_hash_is_the_same() => ReceiptCode.OfHash([0x7C, 0x4E, 0x91, 0xA0, 0xFF]).ShouldBe("7C4E-91A0");

    [Theory]
    [InlineData("7C4E-91A0")]
    [InlineData("7c4e91a0")]
    [InlineData(" ７Ｃ４Ｅ－９１Ａ０ ")]
    public void A_code_is_read_as_people_type_it(string text)
    {
        ReceiptCode.TryParse(text, out var code).ShouldBeTrue();
        code.ShouldBe("7C4E-91A0");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("7C4E-91A")]
    [InlineData("7C4E-91AG")]
    public void What_is_no_code_is_refused(string? text)
    {
        ReceiptCode.TryParse(text, out var code).ShouldBeFalse();
        code.ShouldBe("");
    }
}
