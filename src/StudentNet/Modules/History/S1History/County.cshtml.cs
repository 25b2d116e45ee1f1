using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.21 就學歷程查詢 (縣市).</summary>
[Function("S1.21")]
public sealed class CountyModel(HistoryQuery history, StudentNetDb db, IWindows windows) : HistoryPage(history, db, windows);
