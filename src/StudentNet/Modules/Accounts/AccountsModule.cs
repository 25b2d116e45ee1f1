using StudentNet.Modules.Accounts.A1People;

namespace StudentNet.Modules.Accounts;

/// <summary>Registers what the account pages share.</summary>
public static class AccountsModule
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services) => services.AddScoped<SchoolAccounts>();
}
