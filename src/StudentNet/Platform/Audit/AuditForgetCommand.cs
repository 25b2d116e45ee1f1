using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>
/// <c>StudentNet audit-forget --before DATE</c>: takes away which children stood on the lists that were last shown before a day (decision 112). The entries stay:
/// who looked at which list, when, with which filter. It is itself an entry, by which <see cref="AuditCheck"/> knows that the sets did not just disappear.
/// </summary>
internal sealed class AuditForgetCommand : ICommand
{
    /// <summary>What has to be kept by the rules for systems of this class (資通安全責任等級分級辦法, 附表十: logs half a year).</summary>
    private const int MonthsAtLeast = 6;

    public string Name => "audit-forget";

    public string Summary => "清除某日以前的名單上有哪些學生（--before 日期；查閱紀錄本身保留，至少留 6 個月）";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var latest = TaipeiTime.Today(now).AddMonths(-MonthsAtLeast);
        if (!DateText.TryParse(line.Option("before") ?? "", out var read))
        {
            await Console.Error.WriteLineAsync("請填 --before 日期，例如 --before 110/07/01。");
            return ExitCode.Usage;
        }

        if (read.Day > latest)
        {
            await Console.Error.WriteLineAsync($"至少要保留 {MonthsAtLeast} 個月：--before 最晚可填 {RocDate.Format(latest)}。");
            return ExitCode.Refused;
        }

        var (db, before) = (services.GetRequiredService<StudentNetDb>(), TaipeiTime.StartOfDayUtc(read.Day));
        var act = Act.System("清除查閱名單", AuditForgotten.Function, now) with { Detail = AuditForgotten.DetailOf(before) };
        var sets = await db.WriteAsync(
            act,
            async () =>
            {
                var stood = await db.Set<AuditSet>().CountAsync(cancellation);
                await db.RunAsync("audit-shown-forget", new { before }, cancellation);
                return stood - await db.Set<AuditSet>().CountAsync(cancellation);
            },
            cancellation
        );
        Console.WriteLine($"已清除只在 {RocDate.Format(read.Day)} 以前看過的名單 {sets:N0} 份。查閱紀錄本身都還在。");
        return ExitCode.Done;
    }
}

/// <summary>What the audit itself says of sets that were taken away.</summary>
internal static class AuditForgotten
{
    public const string Function = "system.audit-forget";

    private const string Word = "before ";

    public static string DetailOf(DateTime before) => Word + before.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The instant before which sets may be gone; null: none was taken away.</summary>
    public static async Task<DateTime?> ReadAsync(StudentNetDb db, CancellationToken cancellation)
    {
        var said = await db.Set<AuditEntry>()
            .AsNoTracking()
            .Where(e => e.Chain == Act.NationalChain && e.Function == Function && e.Kind == AuditKind.Write)
            .Select(e => e.Detail)
            .ToListAsync(cancellation);
        var instants = said.OfType<string>()
            .Where(d => d.StartsWith(Word, StringComparison.Ordinal))
            .Select(d => DateTime.TryParse(d[Word.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTime?)null);
        return instants.Max();
    }
}
