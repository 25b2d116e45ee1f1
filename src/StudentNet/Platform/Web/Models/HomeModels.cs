namespace StudentNet.Platform.Web;

/// <summary>One thing to do on the home page: what, until when, how far, and the button that leads to it.</summary>
/// <param name="Code">Printed code of the function: Q1.31.</param>
/// <param name="Title">What to do: 匯入各班學生名單並提交.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="Action">The verb on the button: 檢視匯入結果.</param>
public sealed record DueItem(string Code, string Title, string Href, string Action)
{
    /// <summary>How it stands, in a line.</summary>
    public string? Detail { get; init; }

    /// <summary>The deadline in UTC; null for what may be done at any time.</summary>
    public DateTime? Deadline { get; init; }

    /// <summary>The time left.</summary>
    public Countdown Due { get; init; } = Countdown.Unlimited;

    /// <summary>How far it has come.</summary>
    public Amount? Done { get; init; }
}

/// <summary>So many of so many.</summary>
public sealed record Amount(long Value, long Max, string Unit);

/// <summary>A figure of the home page, and of the card of its function: 分發名冊 89.</summary>
/// <param name="Code">Printed code of the function that shows the children behind it.</param>
/// <param name="Title">What is counted.</param>
/// <param name="Href">Where they are listed.</param>
public sealed record HomeFigure(string Code, string Title, long Value, string Href)
{
    /// <summary>Bad or Warn: somebody must do something about it.</summary>
    public Tone Tone { get; init; }

    /// <summary>Name in <c>figures.csv</c>, which defines it; null: it has none.</summary>
    public string? Figure { get; init; }

    /// <summary>Whose figure it is: an organisation's code, with the level where it is of one.</summary>
    public string Whose { get; init; } = "";

    /// <summary>How far the function's work has come, where it is work; shown on its card and with what is due.</summary>
    public Amount? Done { get; init; }

    /// <summary>A line below the figure: 國小 198,220　國中 200,192.</summary>
    public string? Note { get; init; }

    /// <summary>On the card of the function: 53 / 89, or 89 人.</summary>
    public string OnCard => Done is { } done ? $"{done.Value:N0} / {done.Max:N0}" : $"{Value:N0} 人";
}

/// <summary>One source of data: who sends it, what it is, when it last came.</summary>
/// <param name="Source">Who: 戶政, 移民署.</param>
/// <param name="What">What: 新設籍與異動.</param>
/// <param name="At">Received at, UTC; null: nothing yet.</param>
/// <param name="Status">Whether it is as it should be.</param>
public sealed record FeedLine(string Source, string What, DateTime? At, Status Status);

/// <summary>The list of things to do. The first gets the primary button.</summary>
public sealed record DueList(IReadOnlyList<DueItem> Items)
{
    /// <summary>Link to what is done already, for example 已完成 11 項.</summary>
    public Crumb? Finished { get; init; }
}

/// <summary>One station of a track: of the school year, or of an import.</summary>
public sealed record TrackStep(string Name, string Note, StepState State)
{
    /// <summary>The list behind the note, for example of the schools that have not submitted.</summary>
    public string? Href { get; init; }
}

/// <summary>How a station stands.</summary>
public enum StepState
{
    /// <summary>Not open, or not reached.</summary>
    Ahead,

    /// <summary>Being worked on.</summary>
    Now,

    /// <summary>Finished.</summary>
    Done,

    /// <summary>Submitted, but something is open or has changed since.</summary>
    Changed,

    /// <summary>The day has passed and it is not done.</summary>
    Late,

    /// <summary>The day has passed; nothing was asked.</summary>
    Over,
}

/// <summary>Stations in a row.</summary>
/// <param name="Label">What they lead through, for screen readers: 本學年作業進度.</param>
public sealed record Track(string Label, IReadOnlyList<TrackStep> Steps);

/// <summary>One line of the announcements.</summary>
public sealed record Announcement(DateOnly On, Status Kind, string Title, string Href)
{
    /// <summary>Stays on top.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? By { get; init; }
}

/// <summary>Announcements, short in a side column or with their authors across a page.</summary>
public sealed record AnnouncementList(IReadOnlyList<Announcement> Items)
{
    /// <summary>Title of the card.</summary>
    public string Title { get; init; } = "公告";

    /// <summary>Where all of them are; null leaves the link out.</summary>
    public string? AllHref { get; init; }

    /// <summary>For the side column: without year and author.</summary>
    public bool IsShort { get; init; } = true;
}
