namespace StudentNet.Platform.Commands;

/// <summary>What <c>StudentNet help</c> says, and whoever names a command that is not there is told.</summary>
internal static class CommandHelp
{
    public static void Write(IEnumerable<ICommand> commands, TextWriter to)
    {
        (string Name, string Summary)[] lines = [("serve", "網站（沒有指令時）"), .. commands.Select(c => (c.Name, c.Summary)).OrderBy(c => c.Name, StringComparer.Ordinal)];
        var width = lines.Max(l => l.Name.Length);
        to.WriteLine("指令：");
        foreach (var (name, summary) in lines)
        {
            to.WriteLine($"  {name.PadRight(width)}  {summary}");
        }

        to.WriteLine("結束代碼：");
        foreach (var (code, meaning) in ExitCode.Meanings)
        {
            to.WriteLine($"  {code}  {meaning}");
        }

        to.WriteLine("共同選項：--data 資料夾、--database \"Host=…;Database=…\"（PostgreSQL）、--urls http://…");
    }
}
