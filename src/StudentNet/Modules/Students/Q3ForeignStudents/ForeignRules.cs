using StudentNet.Modules.Schools;
using System.Globalization;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>What a row of Q3 must obey, by hand and in files.</summary>
internal static class ForeignRules
{
    private const int Oldest = 25;

    /// <summary>
    /// Part of the window of Q3 that a pupil of a grade is filed in: those who enter a level are 新生, the others 舊生, and may be registered all
    /// the year (domain §3).
    /// </summary>
    public static string WindowPart(int? grade) => grade is (int)SchoolLevel.Elementary or (int)SchoolLevel.JuniorHigh ? "new" : "earlier";

    /// <summary>What is wrong with what a clerk typed; null where nothing is. The code's last part names the field.</summary>
    /// <param name="knownAbsentSince">Beginning of an absence that is on the list already: its reason may have expired since.</param>
    public static Problem? Check(PersonDraft draft, ForeignEnrolment standing, SchoolLevel? level, DateOnly today, DateOnly? knownAbsentSince = null)
    {
        var absence = ForeignAbsences.Find(standing.Absence);
        return Nationalities.Find(draft.Nationality) is null ? new Problem("foreign.nationality", "沒有選國籍", "請選一個國籍") { Field = "Nationality" }
            : draft.Nationality == Nationalities.Own ? new Problem("foreign.nationality", "本國籍學生不列入外籍生", "本國籍學生請登錄在 Q1 各班學生名單") { Field = "Nationality" }
            : draft.BirthDate >= today || draft.BirthDate < today.AddYears(-Oldest) ? new Problem("foreign.birth-date", "出生日期不合理", "請核對出生年是民國年還是西元年") { Field = "BirthDate" }
            : !Grades(level).Contains(standing.Grade) ? new Problem("foreign.grade", $"本校沒有 {standing.Grade} 年級", $"請選 {Grades(level).Min()}–{Grades(level).Max()} 年級") { Field = "Grade" }
            : standing.ArrivedOn > today ? new Problem("foreign.arrived-on", "到校日期在今天之後", "學生到校後再登錄") { Field = "ArrivedOn" }
            : standing.ArrivedOn < draft.BirthDate ? new Problem("foreign.arrived-on", "到校日期早於出生日期", "請核對兩個日期的年份") { Field = "ArrivedOn" }
            : standing.LeftOn < standing.ArrivedOn ? new Problem("foreign.left-on", "離校日期早於到校日期", "請核對兩個日期") { Field = "LeftOn" }
            : standing.Absence is null ? null
            : absence is null ? new Problem("foreign.absence", "沒有這個原因", "請由清單選擇") { Field = "Absence" }
            : standing.AbsentSince is not { } since ? new Problem("foreign.absent-since", "沒有填未返臺起日", "請填學生離境或應返而未返的日期") { Field = "AbsentSince" }
            : since > today ? new Problem("foreign.absent-since", "未返臺起日在今天之後", "學生離境後再登錄") { Field = "AbsentSince" }
            : since != knownAbsentSince && !absence.IsGivenOn(since) ? new Problem("foreign.absence", $"「{absence.Title}」只適用於 {Period(absence)}", "請改選其他原因，或核對未返臺起日") { Field = "Absence" }
            : absence.NeedsDetail && string.IsNullOrWhiteSpace(standing.AbsenceDetail) ? new Problem("foreign.absence-detail", $"「{absence.Title}」須填{absence.DetailLabel}", "請用幾個字說明") { Field = "AbsenceDetail" }
            : standing.ReturnExpectedOn < since ? new Problem("foreign.return-expected-on", "預計返臺日早於未返臺起日", "請核對兩個日期") { Field = "ReturnExpectedOn" }
            : null;
    }

    /// <summary>Grades a school of a level has.</summary>
    public static IReadOnlyList<int> Grades(SchoolLevel? level) =>
        level switch
        {
            SchoolLevel.Elementary => [1, 2, 3, 4, 5, 6],
            SchoolLevel.JuniorHigh => [7, 8, 9],
            _ => [1, 2, 3, 4, 5, 6, 7, 8, 9],
        };

    /// <summary>A class as Q1 writes it (<see cref="ClassNames"/>), so that both lists meet in one class; null for none.</summary>
    public static string? ClassName(string? text, int? grade, ClassNaming naming)
    {
        var name = ClassNames.Normal(text, grade, naming);
        return name.Length == 0 ? null : name;
    }

    private static string Period(ForeignAbsence absence) =>
        absence.ValidTo is { } to ? $"{RocDate.Format(absence.ValidFrom)}～{RocDate.Format(to)}" : $"{RocDate.Format(absence.ValidFrom)} 起";
}
