using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// <c>StudentNet create-account --organisation MOE --duty MinistryOfficer --sign-in … --name …</c>: the first account of an installation, from
/// which all others are given on the pages. Prints its activation code.
/// </summary>
internal sealed class CreateAccountCommand : ICommand
{
    public string Name => "create-account";

    public string Summary => "建立帳號並印出啟用碼：--organisation 代碼 --duty 職務 --sign-in 帳號 --name 姓名";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var duty = services.GetRequiredService<DutyCatalogue>().Find(line.Option("duty"));
        if (duty is null || line.Option("sign-in") is not { } signIn || line.Option("name") is not { } name)
        {
            await Console.Error.WriteLineAsync(Summary);
            return 2;
        }

        var db = services.GetRequiredService<StudentNetDb>();
        var code = line.Option("organisation");
        var organisation = await db.Set<Organisation>().SingleOrDefaultAsync(o => o.Code == code && o.Level == duty.Level, cancellation);
        if (organisation is null)
        {
            await Console.Error.WriteLineAsync($"沒有代碼 {code} 的{duty.Level.Title()}單位。");
            return 1;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var person = new Appointee(signIn, name);
        var appointed = await services.GetRequiredService<Appointing>().AddAsync(person, organisation, duty.Code, TaipeiTime.Today(now), cancellation);
        if (appointed is null)
        {
            Console.WriteLine("此帳號已經有這項職務，沒有變更。");
            return 0;
        }

        await db.SaveAsync(Act.System("建立帳號", "system.create-account", now), cancellation);
        if (appointed.ToHolder is { } letter)
        {
            await services.GetRequiredService<IMailer>().SendAsync(letter, cancellation);
        }

        Console.WriteLine($"啟用碼 {appointed.Code}（14 天內有效，限用一次）。已有帳號的人登入後，在「我的帳號」填寫啟用碼接受職務。");
        return 0;
    }
}
