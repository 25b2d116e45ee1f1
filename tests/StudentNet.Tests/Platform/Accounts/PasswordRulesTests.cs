using CsCheck;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Accounts;

[WithoutDatabase]
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("12345678")]
    [InlineData("123456781234")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcdefghijkl")]
    [InlineData("987654321098")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("qwertyuiop12")]
    [InlineData("studentnet115")]
    [InlineData("ababababababab")]
    [InlineData("999601AA春天的小鎮有一條河")]
    public void Refused(string password) => PasswordRules.Fault(password, "999601AA").ShouldNotBeNull();

    [Theory]
    [InlineData("春天的小鎮有一條很長的河")]
    [InlineData("correct horse battery")]
    [InlineData("T7#vmQ2xLp9w")]
    [InlineData("樓下賣豆漿的阿姨姓廖喔")]
    public void Taken(string password) => PasswordRules.Fault(password + "呀", "999601AA").ShouldBeNull();

    [Fact]
    public void The_part_of_an_address_before_the_sign_counts_as_the_name() =>
        PasswordRules.Fault("xwanglinz-river-boat", "WANGLIN@EXAMPLE.TEST").ShouldNotBeNull();

    [Fact]
    public void Random_ones_are_taken() =>
        Gen.Char["abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!?-"]
            .Array[20]
            .Sample(letters =>
            {
                var password = new string(letters);
                var isOdd = password.Distinct().Count() < 8;
                return isOdd || PasswordRules.Fault(password, "999601AA") is null;
            });

    [Fact]
    public void Any_text_gets_an_answer() => Gen.String.Sample(text => _ = PasswordRules.Fault(text, "999601AA"));
}
