namespace StudentNet.BrowserTests;

/// <summary>Every component in every state: what is sound here is sound wherever it is used.</summary>
public sealed class ComponentTests(DevelopmentSite site) : IClassFixture<DevelopmentSite>
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task Every_component_in_every_state_is_sound(int width, bool dark)
    {
        await using var tab = await site.OpenAsync(width, dark);
        (await tab.GoAsync("/components")).ShouldBe(200);
        // The page repeats what stands once on a real page, so names of its parts repeat too.
        await tab.ShouldBeSoundAsync("landmark-unique");
    }
}
