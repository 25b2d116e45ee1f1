using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 低收與中低收比對: the pupils of the school's roll who stand on the health ministry's latest list.</summary>
[Function("Q1.31")]
public sealed class LowIncomeModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, TableExport export) : SchoolRollPage(db, gate, banners, doubts)
{
    /// <summary>衛福部最新資料時間; null: nothing was received yet.</summary>
    public LowIncomeState? Latest { get; private set; }

    public IReadOnlyList<LowIncomePupil> Pupils { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        Latest = await LowIncome.LatestAsync(Database, cancellation);
        if (Latest is { } latest)
        {
            Pupils = await LowIncome.Of(Database, School, Term, latest.Month).ToListAsync(cancellation);
            await AuditReadAsync(Pupils, "檢視低收比對結果");
        }
    }

    /// <summary>下載比對結果檔.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        Latest = await LowIncome.LatestAsync(Database, cancellation);
        IReadOnlyList<TableColumn<LowIncomePupil>> columns =
        [
            new("年級", p => p.Row.Pupil.Grade),
            new("班級", p => p.Row.Pupil.ClassName),
            new("座號", p => p.Row.Pupil.Seat),
            new("姓名", p => p.Row.Person.Name),
            TableColumn.Number<LowIncomePupil>("證號", p => p.Row.Number),
            TableColumn.Date<LowIncomePupil>("生日", p => p.Row.Person.BirthDate),
            new("身分別", p => p.KindTitle),
            new("資料年月", _ => Latest?.MonthTitle),
            new("衛福部資料接收時間", _ => Latest?.ReceivedAt),
        ];
        // Before the first list the file has its headings and nobody in it.
        var pupils = LowIncome.Of(Database, School, Term, Latest?.Month ?? 0);
        return await export.FileAsync("比對結果檔", kind, columns, pupils.AsAsyncEnumerable(), ExportAct("下載低收比對結果", reason: "供學校辦理補助參考"), cancellation);
    }
}
