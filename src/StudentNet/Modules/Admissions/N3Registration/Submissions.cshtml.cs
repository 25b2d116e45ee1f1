using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.31 提交紀錄.</summary>
[Function("N3.31")]
public sealed class SubmissionsModel(StudentNetDb db, WindowGate gate, WindowBanners banners)
    : MarkSubmissionsPage(EntryStage.Registration, db, gate, banners);
