using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Accounts;

[WithoutDatabase]
public sealed class OneTimeCodeTests
{
    [Fact]
    public void Typed_in_any_way_it_is_the_same_code()
    {
        var code = OneTimeCode.New();
        code.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$");
        var hash = OneTimeCode.HashOf(code).ShouldNotBeNull();
        OneTimeCode.HashOf(code.ToLowerInvariant()).ShouldBe(hash);
        OneTimeCode.HashOf(" " + code.Replace("-", " ", StringComparison.Ordinal)).ShouldBe(hash);
        OneTimeCode.HashOf(code.Replace('0', 'o').Replace('1', 'l')).ShouldBe(hash);
        OneTimeCode.HashOf(string.Concat(code.Select(c => c is >= '0' and <= '9' ? (char)(c + '０' - '0') : c))).ShouldBe(hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7C4E-91A0")]
    [InlineData("7C4E-91A0-KM3U")]
    public void What_cannot_be_one_has_no_hash(string? typed) => OneTimeCode.HashOf(typed).ShouldBeNull();
}
