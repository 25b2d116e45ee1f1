using Microsoft.Playwright;

namespace StudentNet.BrowserTests;

/// <summary>The first page that anybody sees, and the frame around it.</summary>
public sealed class FrameTests(Site site)
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task The_sign_in_page_is_sound(int width, bool dark)
    {
        await using var tab = await site.OpenAsync(width, dark);
        (await tab.GoAsync("/sign-in")).ShouldBe(200);
        await tab.ShouldBeSoundAsync();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_it_and_told_no_more()
    {
        await using var tab = await site.OpenAsync();
        (await tab.GoAsync("/no-such-page")).ShouldBe(200);
        new Uri(tab.Page.Url).AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Without_script_a_wrong_password_is_refused_in_words()
    {
        await using var tab = await site.OpenAsync(script: false);
        await tab.GoAsync("/sign-in");
        await tab.SignInAsync("範例帳號", "不是這個密碼而已");
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("密碼");
        (await tab.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldNotBeEmpty();
        tab.NoComplaints();
    }
}
