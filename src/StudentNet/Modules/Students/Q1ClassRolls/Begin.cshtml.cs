using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 從上學期開始: the roll of the term as it follows from the last one, as a page, as a file to edit, and as a file that is checked at once.</summary>
[Function("Q1.31")]
public sealed class BeginModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, NextRollQuery next, Reception reception, TableExport export, DataOptions data)
    : SchoolRollPage(db, gate, banners, doubts)
{
    public NextRoll Draft { get; private set; } = null!;

    /// <summary>How many are on the roll of the term already.</summary>
    public int OnRoll => Draft.OnRoll;

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    /// <summary>The draft as the format takes it, with those who have no class yet at its end.</summary>
    public async Task<IActionResult> OnGetDraftFileAsync(TableKind kind, CancellationToken cancellation)
    {
        var draft = await next.OfAsync(School, Level, Term, cancellation);
        return await export.FileAsync("各班學生名單草稿", kind, Columns, draft.Pupils.ToAsyncEnumerable(), ExportAct("下載名單草稿", reason: "供學校編班後匯入"), cancellation);
    }

    /// <summary>Hands the draft in as a file of those who have a class: it is checked and previewed like any other.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (Draft.Placed.Count == 0)
        {
            ModelState.AddModelError("", "草稿沒有已編班的學生，請上傳本學期的名單。");
            return this.Unprocessable();
        }

        await using var content = DataFolder.Temporary(data);
        await using (var writer = TableWriter.Create(TableKind.Csv, content))
        {
            await writer.SheetAsync("名單", [.. Columns.Select(c => c.Title)]);
            foreach (var pupil in Draft.Placed)
            {
                await writer.RowAsync([.. Columns.Select(c => c.Value(pupil))]);
            }
        }

        content.Position = 0;
        var settings = new Dictionary<string, string> { ["year"] = Term.Year.ToString(), ["term"] = Term.Number.ToString(CultureInfo.InvariantCulture) };
        var file = new IncomingFile(ClassRollFormat.Code, $"{Term} 名單草稿.csv", content, Door.Page, settings);
        var sender = new Sender(Caller.PersonName, Caller.Organisation, (what, _, at) => Caller.Act(what, Function.Code, at));
        if (await reception.ReceiveAsync(Database, file, sender, cancellation) is ReceptionResult.Received { Receipt: var receipt })
        {
            return Redirect($"/A6/{receipt.Id}");
        }

        ModelState.AddModelError("", "草稿沒有收件：本學期的填報期間未開放，或由系統代送。");
        return this.Unprocessable();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        Draft = await next.OfAsync(School, Level, Term, cancellation);
        await AuditReadAsync([.. Draft.Unplaced.Select(p => p.Person.PersonId), .. Draft.Leavers.Select(p => p.Person.PersonId)], "檢視名單草稿");
    }

    private static IReadOnlyList<TableColumn<NextPupil>> Columns { get; } =
        [
            new("證號種類", p => p.NumberKind?.Title()),
            TableColumn.NumberInClear<NextPupil>("證號", p => p.Number),
            new("姓名", p => p.Person.Name),
            new("性別", p => p.Person.Sex.Title()),
            TableColumn.Date<NextPupil>("生日", p => p.Person.BirthDate),
            new("國籍", p => Nationalities.Title(p.Person.Nationality)),
            new("班級類別", p => p.Line?.ClassKind ?? "A"),
            new("年級", p => p.Grade),
            new("班級", p => p.Line?.ClassName),
            new("座號", p => p.Line?.Seat),
            new("學生樣態", p => RollCodes.State(p.Line?.State ?? RollCodes.States[0].Code).Title),
            new("非學型態", p => p.Line?.NonSchoolKind is { } kind ? RollCodes.NonSchoolKinds.TitleOf(kind) : null),
            new("佔員額", p => p.Line?.HoldsPlace is true ? "是" : null),
            TableColumn.Date<NextPupil>("長期病假起", p => p.Line?.SickFrom),
            TableColumn.Date<NextPupil>("長期病假訖", p => p.Line?.SickTo),
            new("酌減", p => p.Line?.Reduction ?? 0),
        ];
}
