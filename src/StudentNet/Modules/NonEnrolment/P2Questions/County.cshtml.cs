using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Questions;

/// <summary>P2.21 國教署詢問: what the ministry asks the county, and its answers.</summary>
[Function("P2.21")]
public sealed class CountyModel(StudentNetDb db, MinistryQuestions questions) : FunctionPage
{
    private const int MostShown = 500;

    public IReadOnlyList<MinistryQuestion> Rows { get; private set; } = [];

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(long id, string? code, string? answer, CancellationToken cancellation)
    {
        if (answer?.Length > 1000)
        {
            ModelState.AddModelError("", "說明最多 1,000 字。請寫重點。");
        }
        else if (await questions.AnswerAsync(id, code, answer, Act("答復國教署詢問"), cancellation) is { } problem)
        {
            ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
        }
        else
        {
            this.Tell("已答復，國教署看得到。");
            return RedirectToPage();
        }

        await LoadAsync(cancellation);
        return this.Unprocessable();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var own = Caller.Organisation.Code;
        Rows = await db.Set<MinistryQuestion>()
            .AsNoTracking()
            .Where(q => q.CountyCode == own && q.TakenBackAt == null)
            .OrderBy(q => q.AnsweredAt != null)
            .ThenBy(q => q.DueOn)
            .ThenByDescending(q => q.Id)
            .Take(MostShown)
            .ToListAsync(cancellation);
        if (Rows.Any(q => q.PersonId is not null))
        {
            await AuditReadAsync(Rows.Select(q => q.PersonId).OfType<long>(), "檢視國教署詢問");
        }
    }
}

/// <summary>Questions as a table, for those who asked and those who answer.</summary>
public sealed record QuestionTable(IReadOnlyList<MinistryQuestion> Rows, IReadOnlyDictionary<string, string> Names, DateOnly Today, bool IsMinistry);
