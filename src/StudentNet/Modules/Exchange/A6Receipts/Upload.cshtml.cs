using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>A6 上傳檔案: the page door. The answer to a file is its receipt; what is refused is told at once and leaves nothing.</summary>
[Function("A6")]
[DisableRequestSizeLimit]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
public sealed class UploadModel(StudentNetDb db, FormatCatalogue formats, ReceiptQuery receipts, Reception reception) : FunctionPage
{
    /// <summary>Above every format's own limit, which <see cref="Reception"/> keeps.</summary>
    private const long LargestRequest = 4L << 30;

    [BindProperty(Name = "Settings")]
    public Dictionary<string, string> Settings { get; set; } = [];

    [BindProperty(Name = "File")]
    public IFormFile? Chosen { get; set; }

    public FileFormat Format { get; private set; } = null!;

    public UploadForm Form =>
        new(Format)
        {
            Proposed = Settings.Count > 0
                ? Settings
                : new Dictionary<string, string> { ["year"] = WorkingYear.ForEntry(Today).ToString() },
        };

    public IActionResult OnGet(string format) => Find(format) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string format, CancellationToken cancellation)
    {
        if (!Find(format))
        {
            return NotFound();
        }

        if (Chosen is null)
        {
            ModelState.AddModelError("File", "還沒有選檔案。請選一個檔案再上傳。");
            return this.Unprocessable();
        }

        var function = receipts.SendingFunction(Caller, Format)!;
        await using var content = Chosen.OpenReadStream();
        var file = new IncomingFile(Format.Code, Chosen.FileName, content, Door.Page, Settings);
        var sender = new Sender(Caller.PersonName, Caller.Organisation, (what, _, at) => Caller.Act(what, function.Code, at));
        switch (await reception.ReceiveAsync(db, file, sender, cancellation))
        {
            case ReceptionResult.Refused { Problem: var problem }:
                ModelState.AddModelError("File", $"{problem.Message}。{problem.Hint}。");
                return this.Unprocessable();
            case ReceptionResult.Received { Receipt: var receipt }:
                this.Tell($"已收件，收件編號 {receipt.Id}，收執碼 {receipt.Code}。");
                return Redirect($"/A6/{receipt.Id}");
            default:
                throw new InvalidOperationException("There is no third answer.");
        }
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
