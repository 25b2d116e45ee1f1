using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>S1.11 就學歷程查詢: many numbers at once.</summary>
[Function("S1.11")]
public sealed class MinistryBatchModel(HistoryQuery history, StudentNetDb db, IWindows windows, RateLimits limits, TableExport export)
    : HistoryBatchPage(history, db, windows, limits, export);
