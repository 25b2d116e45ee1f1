namespace StudentNet.BrowserTests;

/// <summary>The pages in front of the door: they must work for everybody, on anything, before anybody has signed in.</summary>
public sealed class SignedOutTests(Site site)
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/activate")]
    [InlineData("/account/reset")]
    [InlineData("/account/reset?asked=true")]
    [InlineData("/account/reset/unknown")]
    [InlineData("/announcements")]
    public async Task A_page_in_front_of_the_door_is_sound_wide_narrow_light_and_dark(string path)
    {
        var unsound = new List<string>();
        foreach (var width in new[] { 1440, 390, 320 })
        {
            await using var tab = await site.OpenAsync(width);
            (await tab.GoAsync(path)).ShouldBe(200);
            unsound.AddRange((await tab.FaultsAsync()).Select(f => $"{width}: {f}"));
            await tab.TurnAsync(dark: true);
            unsound.AddRange((await tab.AxeFaultsAsync()).Select(f => $"{width} dark: {f}"));
        }

        unsound.ShouldBeEmpty(string.Join('\n', unsound));
    }

    [Fact]
    public async Task Signing_in_works_by_keyboard_alone_and_without_script()
    {
        var officer = site.Find("國教署承辦人");
        await using (await site.OpenAsAsync(officer))
        {
        }

        await using var tab = await site.OpenAsync(script: false);
        await tab.GoAsync("/sign-in?return=/A3");
        await tab.Page.Locator("input[name=Name]").FocusAsync();
        await tab.Page.Keyboard.TypeAsync(officer.SignInName);
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.InsertTextAsync(Persona.Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/A3");
    }
}
