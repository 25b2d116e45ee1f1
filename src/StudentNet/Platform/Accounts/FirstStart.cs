using StudentNet.Platform.Installations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>An account that the first start made, for the table that it prints. The code is kept nowhere else.</summary>
public sealed record FirstAccount(string Organisation, string Duty, string SignInName, string Code);

/// <summary>Fills a training installation at its first start.</summary>
public interface ITrainingGround
{
    /// <summary>Makes everything, sets the clock, gives the accounts.</summary>
    Task<IReadOnlyList<FirstAccount>> PrepareAsync(IServiceProvider services, CancellationToken cancellation);
}

/// <summary>
/// The first start of a server on an empty database: decides for good what it is for, makes the ministry and its first account, and, unless told
/// otherwise, the training county. <c>--production</c>: real children. <c>--training empty</c>: a clock that can be set, and no county.
/// </summary>
public sealed class FirstStart(StudentNetDb db, TrainingClock clock, Appointing appointing, DutyCatalogue duties, WallClock wall, AuditAnchorFile anchor, CommandLine line)
{
    private const string FirstOfficer = "officer@example.gov.tw";
    private const int TrainingYearsBack = 5;

    /// <summary>
    /// Prepares a new database, or takes up an old one. Prints what the person at the keyboard must know; false: a first start before this one
    /// was broken off, and the server must not serve what it left; or the database is gone that this data folder belongs to.
    /// </summary>
    public async Task<bool> RunAsync(IServiceProvider services, TextWriter screen, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(screen);
        if (await db.Set<Installation>().AsNoTracking().SingleOrDefaultAsync(cancellation) is { } installation)
        {
            await clock.ReadAsync(db, cancellation);
            if (installation.ReadyAt is null)
            {
                await screen.WriteLineAsync("上一次的第一次啟動沒有完成。請刪除資料夾（或清空資料庫）後再啟動一次。");
            }

            return installation.ReadyAt is not null;
        }

        if (anchor.Read(out var isAltered) is { Heads.Count: > 0 } || isAltered)
        {
            // Whoever finds an empty database here must not be shown a new one: somebody would believe that nothing was ever filed.
            await screen.WriteLineAsync(
                $"資料庫是空的，資料夾裡卻有先前的稽核末筆（{anchor.FilePath}）：資料庫可能不見了或換過。請由備份還原；確定要重新開始時，先把整個資料夾改名。"
            );
            return false;
        }

        await PrintAsync(screen, await PrepareAsync(services, screen, cancellation));
        db.ChangeTracker.Clear();
        (await db.Set<Installation>().SingleAsync(cancellation)).ReadyAt = wall.Now;
        await db.SaveAsync(Act.System("完成第一次啟動", "system.first-start", wall.Now), cancellation);
        return true;
    }

    private async Task<IReadOnlyList<FirstAccount>> PrepareAsync(IServiceProvider services, TextWriter screen, CancellationToken cancellation)
    {
        var mode = line.Option("production") is null ? InstallationMode.Training : InstallationMode.Production;
        var ministry = new Organisation { Code = Organisation.MinistryCode, Level = Level.Ministry, Name = "國教署" };
        db.AddRange(new Installation { Mode = mode, StartedAt = wall.Now }, ministry);
        await db.SaveAsync(Act.System("建立系統", "system.first-start", wall.Now), cancellation);
        await clock.ReadAsync(db, cancellation);
        if (mode == InstallationMode.Training && line.Option("training") != "empty" && services.GetService<ITrainingGround>() is { } ground)
        {
            await screen.WriteLineAsync("第一次啟動：建立測試縣（約需二十秒）…");
            return await ground.PrepareAsync(services, cancellation);
        }

        var officer = new Appointee(line.Option("officer") ?? FirstOfficer, "國教署承辦人");
        // The training clock goes back, too: whoever sets it must not lose the duty by it.
        var from = TaipeiTime.Today(wall.Now).AddYears(mode == InstallationMode.Training ? -TrainingYearsBack : 0);
        var appointed = (await appointing.AddAsync(officer, ministry, Duty.MinistryOfficer, from, cancellation))!;
        await db.SaveAsync(Act.System("建立第一個帳號", "system.first-start", wall.Now), cancellation);
        return [new FirstAccount(ministry.Name, duties[Duty.MinistryOfficer].Title, officer.SignInName, appointed.Code)];
    }

    private static async Task PrintAsync(TextWriter screen, IReadOnlyList<FirstAccount> accounts)
    {
        await screen.WriteLineAsync();
        await screen.WriteLineAsync("登入帳號（密碼為一次性，第一次登入時設定自己的密碼；14 天內有效）");
        foreach (var account in accounts)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"  {account.SignInName}\t{account.Code}\t{account.Organisation}\t{account.Duty}");
            await screen.WriteLineAsync(text);
        }

        await screen.WriteLineAsync();
    }
}
