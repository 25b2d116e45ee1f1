namespace StudentNet.BrowserTests;

/// <summary>The eyes of the other tests see what they are there to see.</summary>
public sealed class TabTests(Site site)
{
    [Theory]
    [InlineData("main => main.insertAdjacentHTML('beforeend', '<img src=/favicon.svg>')", "image-alt")]
    [InlineData("main => { main.style.color = '#ccc'; main.style.background = '#fff'; }", "color-contrast")]
    [InlineData("main => main.insertAdjacentHTML('beforeend', `<pre>${'很長'.repeat(100)}</pre>`)", "wider than a window of 320 px: ")]
    [InlineData("main => main.insertAdjacentHTML('beforeend', '<p style=color:red>紅</p>')", "console: ")]
    public async Task A_fault_of_a_page_is_seen(string fault, string seen)
    {
        await using var tab = await site.OpenAsync();
        await tab.GoAsync("/sign-in");
        (await tab.FaultsAsync()).ShouldBeEmpty();
        await tab.Page.Locator("main").EvaluateAsync(fault);
        (await tab.FaultsAsync()).ShouldContain(f => f.Contains(seen, StringComparison.Ordinal));
    }
}
