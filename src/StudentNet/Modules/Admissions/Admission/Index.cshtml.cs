using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Admission;

/// <summary>N5.31 勾選入學.</summary>
[Function("N5.31")]
public sealed class IndexModel(StudentNetDb db, SchoolList lists, MarkBook book, IWindows windows, WindowBanners banners)
    : MarkListPage(EntryStage.Admission, db, lists, book, windows, banners);
