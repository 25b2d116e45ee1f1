using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>What the pages of Q2 share: the term, the upload form, the latest files.</summary>
public abstract class RecordPage(StudentNetDb db, FormatCatalogue formats) : FunctionPage
{
    private const int ShownReceipts = 5;

    protected StudentNetDb Database { get; } = db;

    /// <summary><c>115-1</c>; the term filed for now unless chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    public Term Term => Term.TryParse(TermText, out var term) && RecordRoster.Terms(Today).Contains(term) ? term : RecordRoster.FilingTerm(Today);

    public IReadOnlyList<Term> Terms => RecordRoster.Terms(Today);

    public FileFormat Format { get; } = formats[RecordFormat.Code];

    /// <summary>The form that sends a file of the term on the page.</summary>
    public UploadForm Upload =>
        new(Format)
        {
            Known = new Dictionary<string, string> { ["year"] = $"{Term.Year.Roc}", ["term"] = $"{Term.Number}" },
        };

    /// <summary>Latest files of the organisation for this term, newest first.</summary>
    protected async Task<IReadOnlyList<Receipt>> ReceiptsAsync(CancellationToken cancellation)
    {
        var (own, year, term) = (Caller.Organisation.Code, $"\"year\":\"{Term.Year.Roc}\"", $"\"term\":\"{Term.Number}\"");
        return await Database.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.Format == RecordFormat.Code && r.OrganisationCode == own && r.Settings.Contains(year) && r.Settings.Contains(term))
            .OrderByDescending(r => r.Id)
            .Take(ShownReceipts)
            .ToListAsync(cancellation);
    }
}
