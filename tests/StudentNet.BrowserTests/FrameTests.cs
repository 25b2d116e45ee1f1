namespace StudentNet.BrowserTests;

/// <summary>The frame that every page stands in, on a page that needs nobody signed in.</summary>
public sealed class FrameTests(Site site)
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task A_page_that_is_not_there_says_so_soundly(int width, bool dark)
    {
        await using var tab = await site.OpenAsync(width, dark);
        (await tab.GoAsync("/no-such-page")).ShouldBe(404);
        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldNotBeEmpty();
        await tab.ShouldBeSoundAsync();
    }

    [Fact]
    public async Task It_says_the_same_without_script()
    {
        await using var tab = await site.OpenAsync(script: false);
        (await tab.GoAsync("/no-such-page")).ShouldBe(404);
        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldNotBeEmpty();
        tab.NoComplaints();
    }
}
