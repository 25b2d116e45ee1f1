using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>
/// A6 上傳檔案: the page door. The answer to a file is its receipt; what is refused is told at once and leaves nothing. The form is read as it comes
/// in: its token is checked before a byte of the file is read, and the file goes straight to the file store.
/// </summary>
/// <remarks>The framework's own check of the token would first have the whole form kept; this one stands in <see cref="OnPostAsync"/>.</remarks>
[Function("A6")]
[TakesFiles]
[ReadsOwnBody]
[IgnoreAntiforgeryToken]
public sealed class UploadModel(StudentNetDb db, FormatCatalogue formats, ReceiptQuery receipts, Reception reception, IAntiforgery antiforgery) : FunctionPage
{
    private const string SettingsPrefix = "Settings[";

    private Dictionary<string, string> _settings = [];

    public FileFormat Format { get; private set; } = null!;

    public UploadForm Form =>
        new(Format)
        {
            Proposed = _settings.Count > 0
                ? _settings
                : new Dictionary<string, string> { ["year"] = WorkingYear.ForEntry(Today).ToString() },
        };

    /// <param name="from">An earlier receipt of the same format that is sent again: what was said beside it is proposed.</param>
    public async Task<IActionResult> OnGetAsync(string format, long? from, CancellationToken cancellation)
    {
        if (!Find(format))
        {
            return NotFound();
        }

        if (from is { } id && await receipts.FindAsync(Caller, id, cancellation) is { } earlier && earlier.Format == Format.Code)
        {
            _settings = JsonSerializer.Deserialize<Dictionary<string, string>>(earlier.Settings)!;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string format, CancellationToken cancellation)
    {
        if (!Find(format))
        {
            return NotFound();
        }

        if (Request.ContentLength > UploadLimits.Of(Format))
        {
            return TooLarge();
        }

        try
        {
            return await ReceiveAsync(cancellation);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status400BadRequest)
        {
            return Refused(new Problem("upload.broken", "沒有收到完整的檔案，沒有收件", "連線可能中斷，請再上傳一次"));
        }
    }

    private async Task<IActionResult> ReceiveAsync(CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(Request.ContentType, out var type) || await FormBody.OpenAsync(Request, type, cancellation) is not { } form || !await HasTokenAsync(form))
        {
            return BadRequest();
        }

        _settings = form
            .Fields.Where(f => f.Key.StartsWith(SettingsPrefix, StringComparison.Ordinal) && f.Key.EndsWith(']'))
            .ToDictionary(f => f.Key[SettingsPrefix.Length..^1], f => f.Value, StringComparer.Ordinal);
        if (form.Content is not { } content)
        {
            return Refused(new Problem("upload.none", "還沒有選檔案", "請選一個檔案再上傳"));
        }

        var function = receipts.SendingFunction(Caller, Format)!;
        var file = new IncomingFile(Format.Code, form.FileName ?? Format.Title, content, Door.Page, _settings);
        var sender = new Sender(Caller.PersonName, Caller.Organisation, (what, _, at) => Caller.Act(what, function.Code, at));
        switch (await reception.ReceiveAsync(db, file, sender, cancellation))
        {
            case ReceptionResult.Refused { Problem: var problem }:
                return Refused(problem);
            case ReceptionResult.Received { Receipt: var receipt }:
                this.Tell($"已收件，收件編號 {receipt.Id}，收執碼 {receipt.Code}。");
                return Redirect($"/A6/{receipt.Id}");
            default:
                throw new InvalidOperationException("There is no third answer.");
        }
    }

    /// <summary>Whether the form carries the token of this visitor; asked with the token as a header, or the whole form would be read for it.</summary>
    private async Task<bool> HasTokenAsync(FormBody form)
    {
        var names = antiforgery.GetTokens(HttpContext);
        var token = form.Fields.GetValueOrDefault(names.FormFieldName);
        if (names.HeaderName is not { } header || string.IsNullOrEmpty(token))
        {
            return false;
        }

        Request.Headers[header] = token;
        return await antiforgery.IsRequestValidAsync(HttpContext);
    }

    private PageResult TooLarge() => Refused(Reception.TooLarge(Format));

    private PageResult Refused(Problem problem)
    {
        ModelState.AddModelError("File", $"{problem.Message}。{problem.Hint}。");
        var page = this.Unprocessable();
        if (problem.Code == Reception.TooLarge(Format).Code)
        {
            page.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }

        return page;
    }

    private bool Find(string code)
    {
        if (formats.Find(code) is not { } format || receipts.SendingFunction(Caller, format) is null)
        {
            return false;
        }

        Format = format;
        return true;
    }
}
