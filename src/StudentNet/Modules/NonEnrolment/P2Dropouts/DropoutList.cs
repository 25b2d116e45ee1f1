using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Dropouts;

/// <summary>A child that is to be reported to 中輟通報系統 and is not known there.</summary>
public sealed class DropoutRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Standing.PersonId;

    public required Standing Standing { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    /// <summary>Who answers for the child.</summary>
    public string? Organisation { get; init; }

    /// <summary>The case was opened by the national comparison: the child never came.</summary>
    public bool HasNeverCome { get; init; }

    /// <summary>What it would be reported as: a code of <c>agency-kinds.csv</c>.</summary>
    public string Kind => HasNeverCome ? "NeverCame" : "DroppedOut";
}

/// <summary>
/// 待通報中輟: who dropped out of a roll or is looked for, and of whom 中輟通報系統 has no open report. The export is the file that goes there, in the columns of the format <c>dropout-reports</c>; its answer
/// comes back as that format and takes the child off this list. Nothing is kept of having exported: only what that system says counts.
/// </summary>
public abstract class DropoutListPage(StudentNetDb db, TableExport export) : PersonListPage<DropoutRow>("待通報中輟名單", export)
{
    private static readonly int[] Rules = [.. StandingRules.All.Where(r => r.Code is "roll-dropped-out" or "case" or "case-open").Select(r => r.Number)];

    protected override IReadOnlyList<TableColumn<DropoutRow>> Columns =>
        [
            // The receiving system finds the child by its whole number.
            TableColumn.NumberInClear<DropoutRow>("證號", r => r.Number),
            new("姓名", r => r.Person.Name),
            new("類別", r => AgencyKind.TitleOf(r.Kind)),
            new("通報學校代碼", r => r.Standing.OrganisationCode),
            TableColumn.Date<DropoutRow>("通報日", _ => Today),
            TableColumn.Date<DropoutRow>("狀態起日", r => r.Standing.ValidFrom),
        ];

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    protected override IQueryable<DropoutRow> Filtered()
    {
        var today = Today;
        var standings = db.Set<Standing>()
            .AsNoTracking()
            .Where(s => s.SupersededAt == null && s.ValidFrom <= today && s.ValidUntil > today && Rules.Contains(s.Rule))
            .Where(s => !db.Set<AgencyRecord>().Any(a => a.PersonId == s.PersonId && a.Feed == "dropout" && a.ValidUntil == null))
            .Within(Caller.Scope, county: code => s => s.CountyCode == code, school: code => s => s.OrganisationCode == code);
        return from found in standings.WithPerson(db, s => s.PersonId)
            orderby found.Row.ValidFrom, found.Row.PersonId
            select new DropoutRow
            {
                Standing = found.Row,
                Person = found.Person,
                Number = found.Number,
                Organisation = db.Set<Organisation>().Where(o => o.Code == found.Row.OrganisationCode).Select(o => o.Name).FirstOrDefault(),
                HasNeverCome = db.Set<TrackedCase>().Any(c => c.PersonId == found.Row.PersonId && c.ReleasedAt == null && c.ComparisonId != 0),
            };
    }
}

/// <summary>P2.11 待通報中輟 of the country.</summary>
[Function("P2.11")]
public sealed class MinistryModel(StudentNetDb db, TableExport export) : DropoutListPage(db, export);

/// <summary>P2.21 待通報中輟 of a county.</summary>
[Function("P2.21")]
public sealed class CountyModel(StudentNetDb db, TableExport export) : DropoutListPage(db, export);

/// <summary>P2.31 待通報中輟 of a school.</summary>
[Function("P2.31")]
public sealed class SchoolModel(StudentNetDb db, TableExport export) : DropoutListPage(db, export);
