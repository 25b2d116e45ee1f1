using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Web;

/// <summary>Says what somebody has to do: each module gives its own, the home page and the bell put them together.</summary>
public interface ITodoSource
{
    /// <summary>What is due for the caller now; empty when nothing is.</summary>
    Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default);
}
