using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>轉學 of a school or a county: who was released and by whom received; state and page live in the address.</summary>
public abstract class TransferListPage(StudentNetDb db, TransferRoster roster, TableExport export, FormatCatalogue formats) : PersonListPage<TransferRow>("轉學名單", export)
{
    [BindProperty(SupportsGet = true)]
    public TransferState? State { get; set; }

    protected StudentNetDb Database { get; } = db;

    public FileFormat Format { get; } = formats[TransfersFormat.Code];

    public override FilingScope? Filing => FilingScope.Of(RollTerm.Of(Today), Caller.Organisation.SchoolLevel);

    /// <summary>Released and received by nobody within three days.</summary>
    public int Overdue { get; private set; }

    protected override IReadOnlyList<TableColumn<TransferRow>> Columns =>
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<TransferRow>("證號", r => r.Number),
            TableColumn.Date<TransferRow>("出生日期", r => r.Person.BirthDate),
            new("轉出學校", r => r.From),
            new("轉學證明書字號", r => r.Transfer.CertificateNo),
            TableColumn.Date<TransferRow>("轉出日", r => r.Transfer.ReleasedOn),
            new("轉入學校", r => r.To),
            TableColumn.Date<TransferRow>("轉入日", r => r.Transfer.ReceivedOn),
            new("狀態", r => TransferWords.Of(r.Transfer.State(Today)).Word),
        ];

    protected override IQueryable<TransferRow> Filtered() =>
        TransferRoster.Filter(roster.Within(Caller.Scope), State, Today)
            .OrderByDescending(r => r.Transfer.ReleasedOn)
            .ThenBy(r => r.Transfer.PersonId)
            .ThenBy(r => r.Transfer.TransferSeq);

    protected async Task ListAsync(CancellationToken cancellation)
    {
        var (late, listed) = (TransferRoster.Filter(roster.Within(Caller.Scope), TransferState.Overdue, Today), Filtered());
        var counts = await Database.AsOneRow().Select(_ => new { Overdue = late.Count(), Listed = listed.Count() }).SingleAsync(cancellation);
        Overdue = counts.Overdue;
        await ShowAsync(cancellation, counts.Listed);
    }
}

/// <summary>Q1.21 轉學 of a county: the transfers from and to its schools, and the file of its system.</summary>
[Function("Q1.21")]
public sealed class CountyModel(StudentNetDb db, TransferRoster roster, TableExport export, FormatCatalogue formats) : TransferListPage(db, roster, export, formats)
{
    public Task OnGetAsync(CancellationToken cancellation) => ListAsync(cancellation);
}
