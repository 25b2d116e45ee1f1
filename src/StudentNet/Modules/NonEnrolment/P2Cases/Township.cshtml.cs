using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.41 轄內列管學生: the committee reads the cases of children resident in its township and takes the steps of the ladder that are its own.</summary>
[Function("P2.41")]
public sealed class TownshipModel(StudentNetDb db, CaseRoster roster, CaseWork work, TableExport export) : CasesPage(db, roster, work, export)
{
    /// <summary>The ladder is the township's in every open case of its residents.</summary>
    public override bool MayAct => Opened is { Row.Case.ReleasedAt: null };

    /// <summary>The notices have been read.</summary>
    public Task<IActionResult> OnPostReadAsync(CancellationToken cancellation) => MarkNoticesReadAsync(cancellation);

    public async Task<IActionResult> OnPostMeasureAsync(CancellationToken cancellation) => await RecordAsync(cancellation);

    public async Task<IActionResult> OnPostVoidMeasureAsync(int seq, string? reason, CancellationToken cancellation) => await VoidMeasureAsync(seq, reason, cancellation);

    protected override Task<bool> MayActAsync(TrackedCase tracked, CancellationToken cancellation) => Task.FromResult(true);
}
