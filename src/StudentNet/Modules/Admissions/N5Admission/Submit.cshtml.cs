using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 檢查並提交.</summary>
[Function("N5.31")]
public sealed class SubmitModel(StudentNetDb db, SchoolList lists, WindowGate gate, WindowBanners banners)
    : MarkSubmitPage(EntryStage.Admission, db, lists, gate, banners);
