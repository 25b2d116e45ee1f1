using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.41 轄內學生就學歷程查詢: the township's residents, from the day that the ministry opens it.</summary>
[Function("S1.41")]
public sealed class TownshipModel(HistoryQuery history, StudentNetDb db, IWindows windows) : HistoryPage(history, db, windows);
