using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.N3Registration;

/// <summary>Posts as the script of a page or a program makes them: fields of one's own, with the token of a page.</summary>
internal static class Posts
{
    public static async Task<TestPage> SendAsync(Visitor visitor, string page, string target, IEnumerable<(string Name, string Value)> fields)
    {
        var opened = await visitor.OpenAsync(page);
        var token = opened.Find("input[name='__RequestVerificationToken']").GetAttribute("value")!;
        var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))
        );
        return await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = content });
    }
}
