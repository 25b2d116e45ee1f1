using StudentNet.Modules.Admissions.Marking;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>
/// Takes the registration list over into the admission list (domain §6: default from registration). Only for children that nobody has marked
/// yet, so it may be done again; never where two schools registered the child, because that is for people to settle.
/// </summary>
public static class Prefill
{
    /// <summary>The wishes that the registration list suggests for an admission list read on a day.</summary>
    public static IReadOnlyList<MarkLine> Of(IEnumerable<ListedChild> children, DateOnly today) =>
        [.. children.Select(c => (Child: c, Wish: WishFor(c, today))).Where(w => w.Wish is not null).Select(w => new MarkLine(w.Child.PersonId, w.Wish!, null))];

    private static MarkWish? WishFor(ListedChild child, DateOnly today)
    {
        // A mark that was taken back is an answer too: a person wanted it open.
        if (child.OwnRow is not null || child.OtherClaims.Any())
        {
            return null;
        }

        var claims = EntryOutcome.Claims(child.Marks, EntryStage.Registration).ToList();
        if (claims.Count > 0)
        {
            return claims.Count == 1 && claims[0].SchoolCode == child.School ? new MarkWish.Here() : null;
        }

        var absent = child.Marks.FirstOrDefault(m =>
            m.Stage == EntryStage.Registration && m.SchoolCode == child.School && m.State == MarkState.NotHere
        );
        return absent is not null && Reasons.Find(absent.Reason)?.IsGivenIn(EntryStage.Admission, today) == true
            ? new MarkWish.NotHere(absent.Reason, absent.ReasonSchool, absent.ReasonDetail)
            : null;
    }
}
