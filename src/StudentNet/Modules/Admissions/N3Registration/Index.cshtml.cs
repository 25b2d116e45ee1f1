using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.31 勾選報到.</summary>
[Function("N3.31")]
public sealed class IndexModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkListPage(EntryStage.Registration, db, lists, register, gate, banners);
