using Microsoft.AspNetCore.Identity;
using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Accounts;

/// <summary>Registers accounts, duties and sign-in.</summary>
public static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton(DutyCatalogue.Load());
        services.AddSingleton(new WallClock(TimeProvider.System));
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Passwords.Rounds);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SecondFactorPolicy>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SignInLocks>();
        services.AddScoped<SessionRegister>();
        services.AddScoped<SignInCheck>();
        services.AddScoped<Appointing>();
        services.AddScoped<AppointingScope>();
        services.AddScoped<DutyAcceptance>();
        services.AddSingleton<AccountLetters>();
        services.AddScoped<PasswordSetting>();
        services.AddScoped<ResetLink>();
        services.AddScoped<EmailChange>();
        services.AddScoped<SignInNameChange>();
        services.AddScoped<FirstStart>();
        services.AddScoped<ICommand, CreateAccountCommand>();
        return services;
    }
}
