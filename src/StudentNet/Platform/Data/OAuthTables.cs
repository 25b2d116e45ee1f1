using Microsoft.EntityFrameworkCore;

namespace StudentNet.Platform.Data;

/// <summary>OpenIddict's own tables in our model, named as all others are.</summary>
internal static class OAuthTables
{
    private const string Theirs = "OpenIddict";

    public static void AddOAuthTables(this ModelBuilder builder)
    {
        builder.UseOpenIddict();
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.GetTableName()?.StartsWith(Theirs, StringComparison.Ordinal) is true))
        {
            // OpenIddictApplications → oauth_application: statement files write names without quotes.
            entity.SetTableName("oauth_" + entity.GetTableName()![Theirs.Length..].TrimEnd('s').ToLowerInvariant());
        }
    }
}
