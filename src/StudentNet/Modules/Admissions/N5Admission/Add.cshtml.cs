using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 單筆新增.</summary>
[Function("N5.31")]
public sealed class AddModel(StudentNetDb db, ChildSearch search, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkAddPage(EntryStage.Admission, db, search, register, gate, banners);
