using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Ledger;

/// <summary>
/// <c>StudentNet verify-ledger [--from DATE] [--to DATE]</c>: proves that every resident child of compulsory age has exactly one standing on every day of a span (the last
/// seven days by default), that it is the one its facts give, and that the totals are the registry's. Exit code 1 where not.
/// </summary>
internal sealed class VerifyLedgerCommand : ICommand
{
    private const int Week = 7;

    public string Name => "verify-ledger";

    public string Summary => "核對學籍帳冊：每名學齡兒童每天恰有一個狀態、人數與戶政相同（--from、--to 日期，預設最近七天）";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var today = TaipeiTime.Today(now);
        if (Day(line.Option("to"), today) is not { } to || Day(line.Option("from"), to.AddDays(1 - Week)) is not { } from || from > to)
        {
            await Console.Error.WriteLineAsync("日期寫成 115/09/01 或 2026-09-01，--from 不晚於 --to。");
            return ExitCode.Usage;
        }

        var proof = await LedgerCheck.RunAsync(services.GetRequiredService<StudentNetDb>(), now, from, to, cancellation);
        foreach (var fault in proof.Faults)
        {
            Console.WriteLine($"{fault.Words}\t{fault.Children:N0} 人\t第一筆人員編號 {fault.First}");
        }

        foreach (var day in proof.Totals)
        {
            Console.WriteLine($"{RocDate.Format(day.Day)}\t帳冊 {day.Standing:N0} 人，戶政 {day.Registered:N0} 人，相差 {Math.Abs(day.Standing - day.Registered):N0} 人");
        }

        foreach (var day in proof.Counts)
        {
            Console.WriteLine($"{RocDate.Format(day)}\t各縣市點算的人數與帳冊不同");
        }

        Console.WriteLine(
            $"{RocDate.Format(from)} 至 {RocDate.Format(to)}，{proof.Children:N0} 人，{proof.Days:N0} 天，規則版本 {StandingRules.Version}："
                + (proof.IsWhole ? "每人每天恰有一個狀態，人數與戶政相同。" : "不符，如上。")
        );
        return proof.IsWhole ? ExitCode.Done : ExitCode.Refused;
    }

    private static DateOnly? Day(string? text, DateOnly otherwise) => text is null ? otherwise : RocDate.TryParse(text, out var day) ? day : null;
}
