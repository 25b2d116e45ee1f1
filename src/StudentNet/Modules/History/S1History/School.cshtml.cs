using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.31 就學歷程查詢 (學校).</summary>
[Function("S1.31")]
public sealed class SchoolModel(HistoryQuery history, StudentNetDb db, IWindows windows) : HistoryPage(history, db, windows);
