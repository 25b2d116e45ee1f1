using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.31 就學歷程查詢: many numbers at once.</summary>
[Function("S1.31")]
public sealed class SchoolBatchModel(HistoryQuery history, StudentNetDb db, IWindows windows, RateLimits limits, TableExport export)
    : HistoryBatchPage(history, db, windows, limits, export);
