using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Support;

/// <summary>The announcements that somebody may read today: pinned ones first, then the newest.</summary>
public sealed class AnnouncementQuery(StudentNetDb db, TimeProvider time)
{
    /// <summary>Where all of them are, for somebody who has signed in.</summary>
    public const string Address = "/U7.31";

    private static readonly IReadOnlyDictionary<string, Status> Topics = ReferenceFile
        .Rows("announcement-topics.csv", row => (Code: row("code"), Status: new Status(Enum.Parse<Tone>(row("tone")), row("title"), "")))
        .ToDictionary(t => t.Code, t => t.Status, StringComparer.Ordinal);

    private DateOnly Today => TaipeiTime.Today(time.GetUtcNow().UtcDateTime);

    /// <summary>All topics by code, in the order of the file.</summary>
    public static IEnumerable<(string Code, string Title)> TopicTitles => Topics.Select(t => (t.Key, t.Value.Word));

    /// <summary>What a caller may read; without one, the public ones.</summary>
    public async Task<IReadOnlyList<Announcement>> ReadableAsync(Caller? caller, CancellationToken cancellation = default)
    {
        var shown = await Shown().ToListAsync(cancellation);
        return [.. shown.Where(a => IsReadable(a, caller))];
    }

    /// <summary>What is shown today, to whomever: pinned ones first, then the newest.</summary>
    private IQueryable<Announcement> Shown()
    {
        var today = Today;
        return db.Set<Announcement>()
            .AsNoTracking()
            .Where(a => a.From <= today && (a.To == null || a.To >= today))
            .OrderByDescending(a => a.IsPinned)
            .ThenByDescending(a => a.From)
            .ThenByDescending(a => a.Id);
    }

    /// <summary>One that the caller may read today; null: there is none, or not for this caller.</summary>
    public async Task<Announcement?> FindAsync(long id, Caller? caller, CancellationToken cancellation = default) =>
        await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } found && found.IsShown(Today) && IsReadable(found, caller)
            ? found
            : null;

    /// <summary>The list as the home page and the sign-in page draw it.</summary>
    /// <param name="most">How many lines.</param>
    public async Task<AnnouncementList> ListAsync(Caller? caller, int most, CancellationToken cancellation = default)
    {
        var shown = await Shown().Select(a => new { Announcement = a, By = db.Set<Organisation>().Where(o => o.Code == a.By).Select(o => o.Name).FirstOrDefault() }).ToListAsync(cancellation);
        var readable = shown.Where(s => IsReadable(s.Announcement, caller)).ToList();
        return new AnnouncementList([.. readable.Take(most).Select(s => LineOf(s.Announcement, s.By))])
        {
            Title = caller is null ? "最新消息" : "公告",
            AllHref = caller is not null ? Address : readable.Count > most ? "/announcements" : null,
            IsShort = caller is not null,
        };
    }

    /// <summary>Announcements as lines.</summary>
    public async Task<IReadOnlyList<Platform.Web.Announcement>> LinesAsync(IEnumerable<Announcement> announcements, CancellationToken cancellation = default)
    {
        var list = announcements.ToList();
        var codes = list.Select(a => a.By).Distinct().ToList();
        var names = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        return
        [
            .. list.Select(a => LineOf(a, names.GetValueOrDefault(a.By))),
        ];
    }

    private static Platform.Web.Announcement LineOf(Announcement announcement, string? by) =>
        new(announcement.From, StatusOf(announcement), announcement.Title, $"/announcements/{announcement.Id}") { IsPinned = announcement.IsPinned, By = by };

    /// <summary>The topic as a tag; a pinned one shows its pin.</summary>
    public static Status StatusOf(Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        var topic = Topics.GetValueOrDefault(announcement.Topic) ?? new Status(Tone.None, announcement.Topic, "");
        return announcement.IsPinned ? topic with { Icon = "pin-angle" } : topic;
    }

    private static bool IsReadable(Announcement announcement, Caller? caller) =>
        caller is null ? announcement.Audience == Audience.Public : announcement.IsFor(caller.Level, caller.Organisation.CountyCode);
}
