using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.11 就學歷程查詢 (國教署).</summary>
[Function("S1.11")]
public sealed class MinistryModel(HistoryQuery history, StudentNetDb db, IWindows windows) : HistoryPage(history, db, windows);
