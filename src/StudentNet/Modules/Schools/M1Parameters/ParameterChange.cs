using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>What a change of dates would do, as the officer is asked about it: in M1.21 and in the dialog of the county's board.</summary>
/// <param name="Schools">How many schools of the level are told.</param>
/// <param name="Button">The act with its number.</param>
/// <param name="Back">Where one goes who leaves it.</param>
public sealed record ParameterPreview(IReadOnlyList<ParameterEffect> Effects, int Schools, string Button, string Back)
{
    /// <summary>The effects as one text: sent along, so that other ones by then are shown again.</summary>
    public string Seen => string.Join('|', Effects.Select(e => e.Title + e.Detail));

    /// <summary>Somebody can no longer do what they should: to be acknowledged.</summary>
    public ParameterEffect? Worst => Effects.LastOrDefault(e => e.Tone == Tone.Bad);
}

/// <summary>What the officer says to a change: read by every school that it concerns.</summary>
public sealed class ParameterConsent
{
    /// <summary>The effects that were shown, as <see cref="ParameterPreview.Seen"/>.</summary>
    public string? Seen { get; set; }

    /// <summary>Why, in words for the schools.</summary>
    public string? Reason { get; set; }

    /// <summary>The worst effect has been acknowledged.</summary>
    public bool IsKnown { get; set; }

    /// <summary>What is still missing before it may be carried out; null: nothing.</summary>
    public (string Field, string Message)? Missing(ParameterPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return Seen != preview.Seen ? ("", "")
            : string.IsNullOrWhiteSpace(Reason) ? (nameof(Reason), "請填寫理由，學校看得到。")
            : Reason.Length > MostReason ? (nameof(Reason), $"理由最多 {MostReason} 字。")
            : preview.Worst is not null && !IsKnown ? (nameof(IsKnown), "請先勾選，表示知道上面紅色的事會發生。")
            : null;
    }

    internal const int MostReason = 200;
}

/// <summary>Carries a change of dates out and tells the schools of the level.</summary>
internal static class ParameterChange
{
    /// <summary>The schools whose windows move.</summary>
    public static IQueryable<School> SchoolsOf(StudentNetDb db, string county, SchoolLevel level, DateOnly today) =>
        db.Set<School>().Where(s => s.CountyCode == county && s.Level == level && s.Kind != SchoolKind.Foreign && (s.ClosedOn == null || s.ClosedOn >= today));

    /// <param name="moved">What moves, as the schools read it; empty: nobody is told.</param>
    public static async Task SetAsync(StudentNetDb db, CountyParameter stored, ParameterForm form, IReadOnlyList<ParameterEffect> moved, string? reason, FilingCalendar calendar, Act act, CancellationToken cancellation)
    {
        form.Fill(stored);
        if (moved.Count > 0 && !string.IsNullOrWhiteSpace(reason))
        {
            var text = $"縣市更改期限：{string.Join('；', moved.Where(m => m.IsMove).Select(m => m.Title))}。理由：{reason.Trim()}";
            var schools = await SchoolsOf(db, stored.CountyCode, stored.Level, TaipeiTime.Today(act.At)).Select(s => s.Code).ToListAsync(cancellation);
            // Saved with the dates, in their transaction.
            db.AddRange(schools.Select(school => new OrganisationNotice { OrganisationCode = school, Text = text, Link = "/M1.31", At = act.At }));
        }

        await CountyParameters.SetAsync(db, stored, form.Dates(), calendar, act, cancellation);
    }
}
