using System.Globalization;
using System.Text.RegularExpressions;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>Somebody at the command line of the server's machine.</summary>
internal sealed partial class CommandSender(ServerSetting setting, Kernel.Term term) : ISender
{
    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation)
    {
        var desk = Directory.CreateTempSubdirectory("studentnet-desk-").FullName;
        try
        {
            var path = Path.Combine(desk, letter.FileName);
            await File.WriteAllBytesAsync(path, letter.Content, cancellation);
            string[] words =
            [
                "intake", "--format", "class-roll", "--organisation", letter.Organisation, "--year", term.Year.ToString(),
                "--term", term.Number.ToString(CultureInfo.InvariantCulture), "--accept", "good", "--results", desk, path,
            ];
            var printed = await ServerProcess.CommandAsync(setting, words, cancellation);
            var said = Line().Match(printed);
            if (!said.Success)
            {
                throw new RefusedException($"intake: {printed}");
            }

            var receipt = long.Parse(said.Groups["receipt"].ValueSpan, CultureInfo.InvariantCulture);
            var result = Path.Combine(desk, string.Create(CultureInfo.InvariantCulture, $"{receipt}.csv"));
            return new Delivery(
                receipt,
                Number(said.Groups["good"]),
                Number(said.Groups["bad"]),
                File.Exists(result) ? await File.ReadAllBytesAsync(result, cancellation) : null
            );
        }
        finally
        {
            Directory.Delete(desk, recursive: true);
        }
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    /// <summary>What the command prints of a file: <c>#12 roll.csv　已匯入　… 400 列：可匯入 396、錯誤 4、提醒 0</c>.</summary>
    [GeneratedRegex("^#(?<receipt>[0-9]+) .*：可匯入 (?<good>[0-9,]+)、錯誤 (?<bad>[0-9,]+)、", RegexOptions.Multiline)]
    private static partial Regex Line();
}
