using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>
/// What one module knows of a child's way (S 就學歷程): a view that it publishes in the shape of <see cref="HistoryRow"/>, and the words for its rows. A module
/// registers one with <see cref="HistorySources.AddHistorySource{T}"/>; the pages of S read all of them in one statement and know none of them.
/// </summary>
public interface IHistorySource
{
    /// <summary>Name that never changes, of letters and hyphens: <c>residence</c>.</summary>
    string Name { get; }

    /// <summary>What it is, for the list of sources: 戶政戶籍.</summary>
    string Title { get; }

    /// <summary>The published view: <c>history_residence</c> for <c>history-residence.view.sql</c>.</summary>
    string View { get; }

    /// <summary>What of it cannot be told as it was known on an earlier day, in one sentence; null: all of it can.</summary>
    string? NotOfThePast { get; }

    /// <summary>Says its rows of one child.</summary>
    /// <param name="rows">As they were known at the moment asked for, in the order of recording.</param>
    HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment);
}

/// <summary>For when, and how openly, a history is told.</summary>
/// <param name="Day">The day on which it ends: today, or the day of the knowledge asked for.</param>
/// <param name="Number">How a number of the child is shown: in clear, or masked.</param>
public sealed record HistoryMoment(DateOnly Day, Func<string, string> Number);

/// <summary>A row of a view <c>history-….view.sql</c>: something that was so, and since when the network knew it.</summary>
/// <param name="Seq">Order of recording among the rows of one moment.</param>
/// <param name="What">What it is, in the words of its source.</param>
/// <param name="ValidFrom">First day, where the source says one.</param>
/// <param name="ValidUntil">The day after the last, where the source says one.</param>
/// <param name="ReceivedAt">When it was recorded, UTC.</param>
/// <param name="EndReceivedAt">When its end was recorded, UTC; null: it has none yet.</param>
/// <param name="SupersededAt">When something else was recorded in its place, UTC.</param>
/// <param name="OrganisationCode">School, county or township that it is about.</param>
/// <param name="Part">Term or level, as <paramref name="Year"/> has it.</param>
public sealed record HistoryRow(
    string Source,
    int Seq,
    string What,
    DateOnly? ValidFrom,
    DateOnly? ValidUntil,
    DateTime ReceivedAt,
    DateTime? EndReceivedAt,
    DateTime? SupersededAt,
    string? OrganisationCode,
    SchoolYear? Year,
    int? Part,
    int? Grade,
    string? Code,
    string? Detail,
    string? Before
)
{
    /// <summary>Name of the organisation; for a school with its code before it.</summary>
    public string? Organisation { get; init; }

    /// <summary>Day of recording in Taipei.</summary>
    public DateOnly ReceivedOn => TaipeiTime.Today(ReceivedAt);

    /// <summary>Name, or code, or nothing.</summary>
    public string Who => Organisation ?? OrganisationCode ?? "";

    /// <summary>The row as it was known before an instant (UTC); null: it was not known, or something else was recorded in its place by then.</summary>
    public HistoryRow? KnownBefore(DateTime instant) =>
        ReceivedAt >= instant || SupersededAt < instant ? null
        : EndReceivedAt >= instant ? this with { ValidUntil = null, EndReceivedAt = null }
        : this;
}

/// <summary>Which part of a history an event belongs to: the tabs of the page.</summary>
public enum HistoryTopic
{
    /// <summary>分發報到入學</summary>
    Entry,

    /// <summary>未入學列管</summary>
    Tracking,

    /// <summary>戶政資料</summary>
    Registry,

    /// <summary>各學期班級與學籍</summary>
    School,

    /// <summary>入出境</summary>
    Border,

    /// <summary>帳冊狀態</summary>
    Ledger,
}

/// <summary>A line of the picture, from top to bottom.</summary>
public enum HistoryLane
{
    /// <summary>戶籍</summary>
    Residence,

    /// <summary>分發入學</summary>
    Entry,

    /// <summary>在學 Q1</summary>
    School,

    /// <summary>學籍 Q2</summary>
    Record,

    /// <summary>列管 P</summary>
    Tracking,

    /// <summary>入出境: shown once a source speaks of it.</summary>
    Border,

    /// <summary>帳冊</summary>
    Ledger,
}

/// <summary>How a part of a lane is drawn.</summary>
public enum HistoryShape
{
    /// <summary>From a day to a day.</summary>
    Span,

    /// <summary>Something that happened on a day.</summary>
    Point,

    /// <summary>Time that nothing accounts for.</summary>
    Gap,
}

/// <summary>One event of a history.</summary>
/// <param name="On">The day that it is about.</param>
/// <param name="Source">Where it was said: Q1, 戶政.</param>
/// <param name="ReceivedAt">When the network learned of it, UTC.</param>
public sealed record HistoryStep(DateOnly On, HistoryTopic Topic, Status What, string Source, string Words, DateTime ReceivedAt);

/// <summary>A mark in a lane.</summary>
/// <param name="Until">The day after the last; null: it goes on.</param>
/// <param name="Title">The word in it.</param>
/// <param name="Small">Smaller words behind it.</param>
public sealed record HistoryMark(HistoryLane Lane, HistoryShape Shape, DateOnly From, DateOnly? Until, Tone Tone, string? Title, string? Small = null);

/// <summary>What a source says of a child.</summary>
/// <param name="Warnings">What somebody should look at, each in half a sentence.</param>
public sealed record HistoryPart(IReadOnlyList<HistoryStep> Steps, IReadOnlyList<HistoryMark> Marks, IReadOnlyList<string> Warnings);

/// <summary>Registers what modules know for S.</summary>
public static class HistorySources
{
    public static IServiceCollection AddHistorySource<T>(this IServiceCollection services)
        where T : class, IHistorySource => services.AddSingleton<IHistorySource, T>();
}
