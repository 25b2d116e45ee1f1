namespace StudentNet.Tests.Kernel.Access;

public class ScopeTests
{
    [Fact]
    public void Scopes_of_one_organisation_are_equal_and_a_code_alone_is_not_enough()
    {
        new Scope.School("313601").ShouldBe(new Scope.School("313601"));
        Scope county = new Scope.County("65000");
        county.ShouldNotBe(new Scope.Township("65000"));
    }

    [Fact]
    public void Each_scope_belongs_to_one_level()
    {
        Scope[] scopes = [new Scope.National(), new Scope.County("65000"), new Scope.School("313601"), new Scope.Township("65000010")];
        scopes.Select(s => s.Level.Title()).ShouldBe(["國教署", "縣市", "學校", "鄉鎮市區"]);
    }
}
