using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Accounts;

[WithoutDatabase]
public sealed class PasswordsTests
{
    private const string Right = "一句只有我知道的話";

    [Fact]
    public void A_hash_of_fewer_rounds_is_made_anew_when_the_right_password_comes()
    {
        var (before, now) = (Of(rounds: 1_000), Of(rounds: 2_000));
        var account = new Account { SignInName = "A", SecurityStamp = "s", CreatedAt = default };
        before.Set(account, Right);
        var old = account.PasswordHash;

        now.Verify(account, "別的話別的話別的話").ShouldBeFalse();
        account.PasswordHash.ShouldBe(old, "a wrong password changes nothing");
        now.Verify(account, Right).ShouldBeTrue();

        account.PasswordHash.ShouldNotBe(old);
        var anew = account.PasswordHash;
        now.Verify(account, Right).ShouldBeTrue();
        account.PasswordHash.ShouldBe(anew, "once is enough");
    }

    private static Passwords Of(int rounds) => new(new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = rounds })));
}
