using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 收回整批登錄.</summary>
[Function("N5.31")]
public sealed class UndoModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkUndoPage(EntryStage.Admission, db, lists, register, gate, banners);
