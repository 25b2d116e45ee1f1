using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>The banner over N1.21 while a run waits, works or has failed.</summary>
public static class AllocationRunBanner
{
    public static BannerModel Of(Run run) =>
        run.Status switch
        {
            RunStatus.Waiting => new BannerModel(Tone.Info, "分發排隊中") { Icon = "hourglass", Detail = $"作業編號 {run.Id}，{Moment.Short(run.RequestedAt)} 要求。" },
            RunStatus.Running => new BannerModel(Tone.Info, "分發執行中") { Icon = "hourglass-split", Detail = $"作業編號 {run.Id}：{run.Phase}。可以離開本頁。" },
            _ => new BannerModel(Tone.Bad, "上次要求的分發沒有完成") { Detail = $"作業編號 {run.Id}：{run.Failure}" },
        };
}
