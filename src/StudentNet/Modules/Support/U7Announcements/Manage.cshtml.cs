using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>U7.11 公告管理: all announcements, past and future ones too.</summary>
[Function("U7.11")]
public sealed class ManageModel(StudentNetDb db) : FunctionPage
{
    private Dictionary<string, string> _counties = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Announcement> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Rows = await db.Set<Announcement>().AsNoTracking().OrderByDescending(a => a.From).ThenByDescending(a => a.Id).ToListAsync(cancellation);
        _counties = await db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
    }

    /// <summary>所有人（含登入頁）, 學校、縣市, or a county.</summary>
    public string AudienceOf(Announcement announcement) =>
        announcement.Audience switch
        {
            Audience.Public => "所有人（含登入頁）",
            Audience.Levels => string.Join('、', (announcement.Levels ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => Enum.Parse<Level>(l).Title())),
            _ => _counties.GetValueOrDefault(announcement.CountyCode ?? "") ?? announcement.CountyCode ?? "",
        };
}
