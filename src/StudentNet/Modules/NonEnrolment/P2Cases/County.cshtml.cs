using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.21 縣市列管作業: every case of the county, the designation of the school that tracks, and the release of whom a comparison has found.</summary>
[Function("P2.21")]
public sealed class CountyModel(StudentNetDb db, CaseRoster roster, CaseRegister register, CaseWork work, CaseRequests requests, TableExport export) : ActingCasesPage(db, roster, work, requests, export)
{
    /// <summary>The school to designate.</summary>
    [BindProperty, Display(Name = "列管學校")]
    public string? School { get; set; }

    /// <summary>The proposal of a release as the officer has seen it: the number of a pass.</summary>
    [BindProperty]
    public int Pass { get; set; }

    /// <summary>Open schools of the county at the level of the opened case.</summary>
    public SelectList Schools { get; private set; } = new(Array.Empty<string>());

    /// <summary>The other counties, to hand a case over to.</summary>
    public SelectList Counties { get; private set; } = new(Array.Empty<string>());

    public override async Task OnPageHandlerExecutionAsync(
        Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context,
        Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next
    )
    {
        var executed = await next();
        if (executed.Result is Microsoft.AspNetCore.Mvc.RazorPages.PageResult && Opened is { } file)
        {
            var schools = await Db.Set<Organisation>()
                .Where(o =>
                    o.CountyCode == file.Row.Case.CountyCode
                    && o.Level == Level.School
                    && o.SchoolLevel == file.Row.Case.Level
                    && o.ClosedOn == null
                )
                .OrderBy(o => o.Code)
                .Select(o => new { o.Code, Name = o.Code + " " + o.Name })
                .ToListAsync(HttpContext.RequestAborted);
            Schools = new SelectList(schools, "Code", "Name", School ?? file.Row.Case.SchoolCode ?? file.Row.Case.ProposedSchool);
            if (Doing == $"{CaseRequestKind.HandOver}")
            {
                var counties = await Db.Set<Organisation>().Where(o => o.Level == Level.County && o.Code != Caller.Organisation.Code).OrderBy(o => o.Code).Select(o => new { o.Code, o.Name }).ToListAsync(HttpContext.RequestAborted);
                Counties = new SelectList(counties, "Code", "Name", Asking.To);
            }
        }
    }

    /// <summary>The notices have been read.</summary>
    public Task<IActionResult> OnPostReadAsync(CancellationToken cancellation) => MarkNoticesReadAsync(cancellation);

    public async Task<IActionResult> OnPostDesignateAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        var problem =
            !Answers(tracked) ? NotAnswering
            : string.IsNullOrEmpty(School) ? new Problem("case.school", "還沒選學校", "從名單選一所學校")
            : await register.DesignateAsync(tracked, School, Act("指派列管學校"), cancellation);
        if (problem is null)
        {
            this.Tell($"案 {tracked.CaseNo} 已指派 {School}。");
            return RedirectToPage(new { CaseNo });
        }

        return await RefuseAsync(problem.Value with { Field = nameof(School) }, "", cancellation);
    }

    /// <summary>Confirms the proposed release.</summary>
    public async Task<IActionResult> OnPostReleaseAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        var problem = Answers(tracked) ? await register.ReleaseAsync(tracked, Pass, Act("解除列管"), cancellation) : NotAnswering;
        if (problem is null)
        {
            this.Tell($"案 {tracked.CaseNo} 已解除列管：{CaseWords.ReleaseOf(Pass)!.Title}。");
            return RedirectToPage(new { CaseNo });
        }

        return await RefuseAsync(problem.Value with { Field = null }, "", cancellation);
    }
}
