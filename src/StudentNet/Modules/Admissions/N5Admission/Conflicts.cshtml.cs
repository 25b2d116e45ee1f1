using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 重複入學.</summary>
[Function("N5.31")]
public sealed class ConflictsModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkConflictsPage(EntryStage.Admission, db, lists, register, gate, banners);
