namespace StudentNet.Modules.Admissions.Marking;

/// <summary>What one mark for many children would do; from a certain size, or where it is unusual, it is asked about once (decision 122).</summary>
/// <param name="Typed">The rows with the wish of the button, to be sent again.</param>
/// <param name="Children">The chosen children that are on the list.</param>
/// <param name="IsSubmitted">The list has been submitted: the marking takes the tick away.</param>
public sealed record BatchPreview(IReadOnlyList<TypedMark> Typed, IReadOnlyList<ListedChild> Children, EntryStage Stage, bool IsSubmitted)
{
    /// <summary>From so many children on it is asked about, also where nothing is unusual.</summary>
    public const int Many = 20;

    private string Mark { get; } = Typed.Count == 0 ? "" : Typed[0].Mark;

    private string Reason { get; } = Typed.Count == 0 ? "" : Typed[0].Reason;

    public string Detail { get; } = Typed.Count == 0 ? "" : Typed[0].Detail;

    /// <summary>The wish in words: 已報到, 未報到：聯繫中（已電訪 2 次）.</summary>
    public string Wish
    {
        get
        {
            var words = StageWords.Of(Stage);
            return Mark is "2" or "3" ? $"{words.NotHere}：{Reasons.Find(Reason)?.TitleAt(Stage) ?? "沒有選擇原因"}{(Detail.Length > 0 ? $"（{Detail}）" : "")}" : words.Here;
        }
    }

    /// <summary>Children who say something else by now: it would be written over.</summary>
    public IReadOnlyList<ListedChild> Overwritten { get; } =
        [.. Children.Where(c => c.Own is not null && Typed.Count > 0 && (TypedMark.MarkOf(c) != Typed[0].Mark || (c.Own.Reason ?? "") != (Typed[0].Mark == "1" ? "" : Typed[0].Reason)))];

    /// <summary>Children whom another school has: marked as here they are claimed twice.</summary>
    public IReadOnlyList<ListedChild> Contested => Mark == "1" ? [.. Children.Where(c => c.OtherClaims.Any())] : [];

    /// <summary>Children marked as here though the registry says that they died or left the country.</summary>
    public IReadOnlyList<ListedChild> Ended => Mark == "1" ? [.. Children.Where(c => c.Row.Person.Ended is not null)] : [];

    public bool IsAskedAbout => Children.Count >= Many || Overwritten.Count > 0 || Contested.Count > 0 || Ended.Count > 0;

    /// <summary>What the clerk has agreed to; another number by now asks again.</summary>
    public string Seen =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Children.Count}-{Overwritten.Count}-{Contested.Count}-{Ended.Count}");
}
