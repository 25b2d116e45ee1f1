using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Exchange.A7Clients;

/// <summary>What the ministry says about a client, as it is typed.</summary>
public sealed class ClientInput
{
    [Display(Name = "名稱"), Required, StringLength(60)]
    public string Name { get; set; } = "";

    [Display(Name = "可以傳送的格式")]
    public List<string> Formats { get; set; } = [];

    [Display(Name = "SFTP 公鑰"), StringLength(20_000)]
    public string? SftpKeys { get; set; }

    /// <summary>The version that was on the page: a change made meanwhile is not lost.</summary>
    public int Version { get; set; }

    /// <summary>The input that would leave a client as it is.</summary>
    public static ClientInput Of(MachineClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ClientInput { Name = client.Name, Formats = [.. client.FormatCodes], SftpKeys = client.SftpKeys, Version = client.Version };
    }

    /// <summary>Formats that an organisation may send, or, for a county, that its schools may.</summary>
    public static IReadOnlyList<FileFormat> FormatsFor(Organisation organisation, FormatCatalogue formats, FunctionCatalogue functions)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(formats);
        Level[] levels = organisation.Level == Level.County ? [Level.County, Level.School] : [organisation.Level];
        return [.. formats.All.Where(f => f.Functions.Any(code => functions[code].Levels.Overlaps(levels)))];
    }

    /// <summary>The chosen formats as they are stored; those that the organisation could not send are left out.</summary>
    public string FormatList(IReadOnlyList<FileFormat> offered) => string.Join(',', offered.Select(f => f.Code).Where(Formats.Contains));

    /// <summary>The keys as they are stored; says of each bad line what is wrong with it.</summary>
    public string KeyLines(ModelStateDictionary state, string field)
    {
        ArgumentNullException.ThrowIfNull(state);
        var keys = new List<string>();
        foreach (var (line, i) in (SftpKeys ?? "").Split('\n').Select((line, i) => (line.Trim(), i)).Where(l => l.Item1.Length > 0))
        {
            if (SftpKey.Parse(line, out var problem) is { } key)
            {
                keys.Add(key.Line);
            }
            else
            {
                state.AddModelError(field, $"第 {i + 1} 行：{problem!.Value.Message}。{problem.Value.Hint}。");
            }
        }

        return string.Join('\n', keys.Distinct(StringComparer.Ordinal));
    }
}
