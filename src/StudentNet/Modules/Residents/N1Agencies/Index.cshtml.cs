using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1Agencies;

/// <summary>N1.11 機關名單: send the lists of the agencies, see how old each is.</summary>
[Function("N1.11")]
public sealed class IndexModel(AgencyFeeds feeds) : FunctionPage
{
    public IReadOnlyList<AgencyFeedState> States { get; private set; } = [];

    public IReadOnlyList<FileFormat> Formats => AgencyFormats.All;

    public async Task OnGetAsync(CancellationToken cancellation) => States = await feeds.ReadAsync(cancellation);
}
