using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.31 重複報到.</summary>
[Function("N3.31")]
public sealed class ConflictsModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkConflictsPage(EntryStage.Registration, db, lists, register, gate, banners);
