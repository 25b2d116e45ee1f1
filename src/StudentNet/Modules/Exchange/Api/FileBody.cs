using Microsoft.Net.Http.Headers;
using StudentNet.Platform.Access;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The file in a request: the body itself, or the first file of a form. It is read once, as it comes in.</summary>
/// <param name="Fields">Fields of a form that stood before its file.</param>
internal sealed record FileBody(Stream Content, string Name, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Types that a body may say it is. What it really is, the reader finds out from the bytes.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "application/octet-stream",
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/json",
        "application/x-ndjson",
        "application/xml",
        "text/xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
        Form,
    ];

    private const string Form = "multipart/form-data";

    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    /// <summary>Opens the file of a request, or says why there is none.</summary>
    public static async Task<(FileBody? Body, ApiProblem? Problem)> OpenAsync(HttpRequest request, FileFormat format, string? name, CancellationToken cancellation)
    {
        // Unpacking what a stranger packed would let a small body become a large one.
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return (null, ApiProblem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }

        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        if (request.ContentType is { Length: > 0 } && (type is null || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)))
        {
            return (null, ApiProblem.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }

        if (type?.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase) is true)
        {
            return await OpenFormAsync(request, type, format, name, cancellation);
        }

        var said = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition) ? FormBody.FileNameOf(disposition) : null;
        return (new FileBody(request.Body, name ?? said ?? NameOf(format), NoFields), null);
    }

    private static async Task<(FileBody?, ApiProblem?)> OpenFormAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        FileFormat format,
        string? name,
        CancellationToken cancellation
    )
    {
        if (await FormBody.OpenAsync(request, type, cancellation) is not { } form)
        {
            return (null, ApiProblem.OfStatus(StatusCodes.Status400BadRequest));
        }

        return form.Content is { } content
            ? (new FileBody(content, name ?? form.FileName ?? NameOf(format), form.Fields), null)
            : (null, ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, new Problem("request.no-file", "表單裡沒有檔案", "請把檔案放在表單欄位（例如 file），設定欄位放在檔案之前")));
    }

    private static string NameOf(FileFormat format) => format.Title;
}
