using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>What pages say about accounts.</summary>
internal static class People
{
    /// <summary>The activation code that a page shows once.</summary>
    public static string CodeOn(Screen page) =>
        Screen.Fold(page.Document.QuerySelector(".issued-code")?.TextContent ?? throw page.Refusal("no activation code"));
}
