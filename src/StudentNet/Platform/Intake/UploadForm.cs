
namespace StudentNet.Platform.Intake;

/// <summary>
/// A form that sends a file of one format, for any page: <c>&lt;partial name="_Upload" model="new UploadForm(format)" /&gt;</c>. It posts to
/// <c>/A6/new/{format}</c>, which answers with the receipt's page.
/// </summary>
public sealed record UploadForm(FileFormat Format)
{
    /// <summary>Settings that the page knows already; they travel hidden.</summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>();

    /// <summary>What was typed before, or what is proposed.</summary>
    public IReadOnlyDictionary<string, string> Proposed { get; init; } = new Dictionary<string, string>();
}
