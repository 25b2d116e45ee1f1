using StudentNet.Modules.Schools;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>The words of the allocation pages: how an entry stands, and what happened to it.</summary>
public static class AllocationWords
{
    /// <summary>How an entry stands, as a tag.</summary>
    public static Status Of(Entry entry) =>
        entry.State switch
        {
            EntryState.Pending => new Status(Tone.None, "待分發", "hourglass"),
            EntryState.NeedsPerson => new Status(Tone.Warn, "待人工分發", "person-exclamation"),
            EntryState.Allocated when entry.Basis == AllocationBasis.Choice => new Status(Tone.Info, "可選校", "diagram-3"),
            EntryState.Allocated when entry.Basis == AllocationBasis.Hand => new Status(Tone.Ok, "人工分發", "pencil-square"),
            EntryState.Allocated => new Status(Tone.Ok, "已分發"),
            EntryState.Registered => new Status(Tone.Ok, "已報到", "check-lg"),
            EntryState.NotRegistered => new Status(Tone.Warn, "未報到", "dash-lg"),
            EntryState.Admitted => new Status(Tone.Ok, "已入學", "mortarboard"),
            _ => new Status(Tone.Warn, "未入學", "dash-lg"),
        };

    /// <summary>What decided, in words; the cause where a person must.</summary>
    public static string Why(Entry entry) =>
        entry switch
        {
            { Cause: { } cause } => AllocationRules.Title(cause),
            { Basis: AllocationBasis.Rule } => "基本學區",
            { Basis: AllocationBasis.Choice } => "可選校，預設基本學區",
            { Basis: AllocationBasis.Hand } => "人工分發",
            { Basis: AllocationBasis.Added } => "學校新增",
            _ => "",
        };

    /// <summary>Kind of a zone: 基本學區.</summary>
    public static string Title(ZoneKind zone) =>
        zone switch
        {
            ZoneKind.Basic => "基本學區",
            ZoneKind.Shared => "共同學區",
            ZoneKind.Free => "自由學區",
            _ => "大學區",
        };

    /// <summary>Icon, tone and title of a step of an entry's history.</summary>
    public static (string Icon, Tone Tone, string Title) Of(EntryEvent happened, Func<string?, string> school) =>
        happened.What switch
        {
            EntryEvents.Allocated => ("geo-alt", Tone.Ok, $"分發至 {school(happened.SchoolCode)}"),
            EntryEvents.Rebased => ("geo-alt", Tone.None, "結果相同，依據更新"),
            EntryEvents.NeedsPerson => ("person-exclamation", Tone.Warn, "待人工分發"),
            EntryEvents.HandedOver => ("arrow-right", Tone.Info, "已遷至其他縣市，由該縣市分發"),
            EntryEvents.DecidedByHand => ("pencil-square", Tone.Info, $"人工分發至 {school(happened.SchoolCode)}"),
            EntryEvents.HandWithdrawn => ("arrow-counterclockwise", Tone.None, "取消人工分發"),
            EntryEvents.Published => ("megaphone", Tone.Ok, $"公告，{school(happened.SchoolCode)} 可見"),
            EntryEvents.PublicationWithdrawn => ("arrow-counterclockwise", Tone.Warn, $"收回公告，{school(happened.SchoolCode)} 不再可見"),
            EntryEvents.Registered => ("check-lg", Tone.Ok, $"{school(happened.SchoolCode)} 登錄報到"),
            EntryEvents.TakenOver => ("check-lg", Tone.Ok, $"{school(happened.SchoolCode)} 新增並登錄報到"),
            EntryEvents.RegistrationContested => ("exclamation-triangle", Tone.Warn, $"另有學校登錄報到，目前認定 {school(happened.SchoolCode)}"),
            EntryEvents.NotRegistered => ("dash-lg", Tone.Warn, $"{school(happened.SchoolCode)} 登錄未報到"),
            EntryEvents.RegistrationCleared => ("arrow-counterclockwise", Tone.None, "取消報到登錄"),
            EntryEvents.Admitted => ("mortarboard", Tone.Ok, $"{school(happened.SchoolCode)} 登錄入學"),
            EntryEvents.AdmissionContested => ("exclamation-triangle", Tone.Warn, $"另有學校登錄入學，目前認定 {school(happened.SchoolCode)}"),
            EntryEvents.NotAdmitted => ("dash-lg", Tone.Warn, $"{school(happened.SchoolCode)} 登錄未入學"),
            EntryEvents.NotFound => ("search", Tone.Warn, "全國比對查無就學，註記未入學"),
            EntryEvents.AdmissionCleared => ("arrow-counterclockwise", Tone.None, "取消入學登錄"),
            EntryEvents.Merged => ("people", Tone.Info, "與另一筆紀錄合併為同一人"),
            EntryEvents.TakenApart => ("arrow-counterclockwise", Tone.Warn, "取消合併，恢復為兩人"),
            EntryEvents.Listed => ("inbox", Tone.None, "列入戶籍名冊"),
            EntryEvents.Moved => ("house-door", Tone.Info, "遷至其他縣市"),
            _ => ("clock-history", Tone.None, happened.SchoolCode is null ? happened.What : $"{happened.What}　{school(happened.SchoolCode)}"),
        };

    /// <summary>Reason of a step, in words: a rule of the list, a reason of the officer, or as it is.</summary>
    public static string? Reason(EntryEvent happened) =>
        happened.Reason switch
        {
            null => null,
            "moved-out" => null,
            var code => AllocationRules.Find(code)?.Title ?? HandReason.Find(code)?.Title ?? Reasons.Find(code)?.Title ?? code,
        };
}
