using System.Collections.Frozen;

namespace StudentNet.Platform.Intake;

/// <summary>All registered formats, by code.</summary>
public sealed class FormatCatalogue(IEnumerable<FileFormat> formats)
{
    private readonly FrozenDictionary<string, FileFormat> _formats = formats.ToFrozenDictionary(f => f.Code, StringComparer.Ordinal);

    /// <summary>In the order of their codes.</summary>
    public IEnumerable<FileFormat> All => _formats.Values.OrderBy(f => f.Code, StringComparer.Ordinal);

    /// <summary>The format of a code; an unknown code is a bug and throws.</summary>
    public FileFormat this[string code] => Find(code) ?? throw new InvalidOperationException($"There is no file format {code}.");

    public FileFormat? Find(string code) => _formats.GetValueOrDefault(code);
}
