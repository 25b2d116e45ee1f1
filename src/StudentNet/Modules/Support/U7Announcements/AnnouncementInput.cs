using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>The form of an announcement.</summary>
public sealed class AnnouncementInput
{
    [Display(Name = "標題"), Required, StringLength(120)]
    public string Title { get; set; } = "";

    [Display(Name = "內容"), Required, StringLength(8000)]
    public string Body { get; set; } = "";

    [Display(Name = "類別"), Required]
    public string Topic { get; set; } = "";

    [Display(Name = "對象")]
    public Audience Audience { get; set; }

    public List<Level> Levels { get; set; } = [];

    [Display(Name = "縣市")]
    public string? CountyCode { get; set; }

    [Display(Name = "置頂")]
    public bool IsPinned { get; set; }

    [Display(Name = "公告自")]
    public DateOnly From { get; set; }

    [Display(Name = "公告至")]
    public DateOnly? To { get; set; }

    public static AnnouncementInput Of(Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return new()
        {
            Title = announcement.Title,
            Body = announcement.Body,
            Topic = announcement.Topic,
            Audience = announcement.Audience,
            Levels = [.. (announcement.Levels ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Level>)],
            CountyCode = announcement.CountyCode,
            IsPinned = announcement.IsPinned,
            From = announcement.From,
            To = announcement.To,
        };
    }

    /// <summary>Adds to the form's errors what the fields cannot say one by one.</summary>
    /// <param name="name">Name of this property in the page.</param>
    public void Check(ModelStateDictionary form, string name, IReadOnlyCollection<string> counties)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(counties);
        Refuse(nameof(Topic), "請選擇類別", AnnouncementQuery.TopicTitles.All(t => t.Code != Topic));
        Refuse(nameof(Levels), "請至少選擇一個身分端", Audience == Audience.Levels && Levels.Count == 0);
        Refuse(nameof(CountyCode), "請選擇縣市", Audience == Audience.County && !counties.Contains(CountyCode ?? ""));
        Refuse(nameof(To), "最後一天不能早於第一天", To < From);

        void Refuse(string field, string problem, bool isSo)
        {
            if (isSo)
            {
                form.AddModelError($"{name}.{field}", problem);
            }
        }
    }

    /// <summary>Writes the fields into an announcement.</summary>
    public void Write(Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        announcement.Title = Title.Trim();
        announcement.Body = Body.Trim();
        announcement.Topic = Topic;
        announcement.Audience = Audience;
        announcement.Levels = Audience == Audience.Levels ? string.Join(' ', Levels.Distinct().Order()) : null;
        announcement.CountyCode = Audience == Audience.County ? CountyCode : null;
        announcement.IsPinned = IsPinned;
        announcement.From = From;
        announcement.To = To;
    }
}
