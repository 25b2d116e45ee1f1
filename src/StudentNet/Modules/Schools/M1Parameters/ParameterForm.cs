using System.ComponentModel.DataAnnotations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>What the county fills in on M1.21 for one school year and level.</summary>
public sealed class ParameterForm
{
    [Display(Name = "分發名單匯入")]
    public FilingSide AllocationBy { get; set; }

    [Display(Name = "分發基準日"), Required]
    public DateOnly? ReferenceDate { get; set; }

    [Display(Name = "遺漏名單補收截止"), Required]
    public DateOnly? OmissionsClose { get; set; }

    [Display(Name = "分發開放"), Required]
    public DateOnly? AllocationOpens { get; set; }

    [Display(Name = "分發截止"), Required]
    public DateOnly? AllocationCloses { get; set; }

    [Display(Name = "報到截止"), Required]
    public DateOnly? RegistrationCloses { get; set; }

    [Display(Name = "入學截止"), Required]
    public DateOnly? AdmissionCloses { get; set; }

    [Display(Name = "學籍資料上傳")]
    public FilingSide RecordsBy { get; set; }

    [Display(Name = "每班人數上限"), Range(1, 60)]
    public int ClassCeiling { get; set; }

    [Display(Name = "移出警示（%）"), Range(1, 100)]
    public int LeavingAlarmPercent { get; set; }

    [Display(Name = "班級寫法")]
    public ClassNaming ClassNaming { get; set; }

    [Display(Name = "訪查頻率（天）"), Range(1, 90)]
    public int VisitEveryDays { get; set; }

    [Display(Name = "勸告後（工作日）"), Range(1, 60)]
    public int AdviceWorkingDays { get; set; }

    [Display(Name = "書面警告後（工作日）"), Range(1, 60)]
    public int WarningWorkingDays { get; set; }

    [Display(Name = "罰鍰後（工作日）"), Range(1, 60)]
    public int FineWorkingDays { get; set; }

    [Display(Name = "罰鍰金額（元）"), Range(100, 100_000)]
    public int FineAmount { get; set; } = 300;

    [Display(Name = "申訴期間停止計算訪查期限")]
    public bool AppealStopsClock { get; set; }

    /// <summary>Version of the row that was shown: another's change in between is not overwritten.</summary>
    public int Version { get; set; }

    /// <summary>The form as it stands in the database, or would stand by default.</summary>
    public static ParameterForm Of(CountyParameter parameter, CountyWindows book)
    {
        var (year, level) = (parameter.Year, parameter.Level);
        return new ParameterForm
        {
            AllocationBy = parameter.AllocationBy,
            ReferenceDate = parameter.ReferenceDate,
            OmissionsClose = Day("omissions", WindowEdge.Closes),
            AllocationOpens = Day("N1", WindowEdge.Opens),
            AllocationCloses = Day("N1", WindowEdge.Closes),
            RegistrationCloses = Day("N3", WindowEdge.Closes),
            AdmissionCloses = Day("N5", WindowEdge.Closes),
            RecordsBy = parameter.RecordsBy,
            ClassCeiling = parameter.ClassCeiling,
            LeavingAlarmPercent = parameter.LeavingAlarmPercent,
            ClassNaming = parameter.ClassNaming,
            VisitEveryDays = parameter.VisitEveryDays,
            AdviceWorkingDays = parameter.AdviceWorkingDays,
            WarningWorkingDays = parameter.WarningWorkingDays,
            FineWorkingDays = parameter.FineWorkingDays,
            FineAmount = parameter.FineAmount,
            AppealStopsClock = parameter.AppealStopsClock,
            Version = parameter.Version,
        };

        DateOnly? Day(string window, WindowEdge edge)
        {
            var span = book.Span(book.Calendar[window], year, level, null);
            return (edge == WindowEdge.Opens ? span.Opens : span.LastInstant) is { } instant ? TaipeiTime.Today(instant) : null;
        }
    }

    /// <summary>Last year's form moved to a year: every date to the same day of it.</summary>
    public ParameterForm MovedBy(int years)
    {
        var moved = (ParameterForm)MemberwiseClone();
        moved.ReferenceDate = ReferenceDate?.AddYears(years);
        moved.OmissionsClose = OmissionsClose?.AddYears(years);
        moved.AllocationOpens = AllocationOpens?.AddYears(years);
        moved.AllocationCloses = AllocationCloses?.AddYears(years);
        moved.RegistrationCloses = RegistrationCloses?.AddYears(years);
        moved.AdmissionCloses = AdmissionCloses?.AddYears(years);
        return moved;
    }

    /// <summary>Writes what was filled in onto the row; the dates go to the windows.</summary>
    public void Fill(CountyParameter parameter)
    {
        parameter.AllocationBy = AllocationBy;
        parameter.ReferenceDate = ReferenceDate!.Value;
        parameter.RecordsBy = RecordsBy;
        parameter.ClassCeiling = ClassCeiling;
        parameter.LeavingAlarmPercent = LeavingAlarmPercent;
        parameter.ClassNaming = ClassNaming;
        parameter.VisitEveryDays = VisitEveryDays;
        parameter.AdviceWorkingDays = AdviceWorkingDays;
        parameter.WarningWorkingDays = WarningWorkingDays;
        parameter.FineWorkingDays = FineWorkingDays;
        parameter.FineAmount = FineAmount;
        parameter.AppealStopsClock = AppealStopsClock;
    }

    /// <summary>The edges the county decides.</summary>
    public IReadOnlyDictionary<(string Window, WindowEdge Edge), DateOnly> Dates() =>
        new Dictionary<(string, WindowEdge), DateOnly>
        {
            [("omissions", WindowEdge.Closes)] = OmissionsClose!.Value,
            [("N1", WindowEdge.Opens)] = AllocationOpens!.Value,
            [("N1", WindowEdge.Closes)] = AllocationCloses!.Value,
            [("N3", WindowEdge.Closes)] = RegistrationCloses!.Value,
            [("N5", WindowEdge.Closes)] = AdmissionCloses!.Value,
        };
}
