using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N6AdmissionLists;

/// <summary>N6.21 縣市入學名冊.</summary>
[Function("N6.21")]
public sealed class CountyListModel(StudentNetDb db, EntryRoster roster, TableExport export)
    : CountyRosterPage(EntryStage.Admission, db, roster, export);
