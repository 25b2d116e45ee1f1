namespace StudentNet.Platform.Web;

/// <summary>
/// Tells upload.js where to go next in a header instead of a redirect: the call would follow a redirect by itself,
/// and the page it fetched (with the notice on it) would be thrown away unseen.
/// </summary>
public sealed class UploadRedirects(RequestDelegate next)
{
    /// <summary>What the script sends with an upload.</summary>
    public const string Request = "X-Upload";

    /// <summary>Where the browser shall go next.</summary>
    public const string Location = "X-Location";

    /// <summary>Turns the redirect of an upload into 204 with the address in a header.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(Request))
        {
            context.Response.OnStarting(Turn, context.Response);
        }

        return next(context);
    }

    private static Task Turn(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status303SeeOther)
        {
            response.Headers[Location] = response.Headers.Location;
            response.Headers.Remove("Location");
            response.StatusCode = StatusCodes.Status204NoContent;
        }

        return Task.CompletedTask;
    }
}
