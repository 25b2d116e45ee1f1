using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N4RegistrationLists;

/// <summary>N4.21 縣市報到名冊.</summary>
[Function("N4.21")]
public sealed class CountyListModel(StudentNetDb db, EntryRoster roster, TableExport export)
    : CountyRosterPage(EntryStage.Registration, db, roster, export);
