using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.21: the classes of one school of the county.</summary>
[Function("Q1.21")]
public sealed class CountySchoolModel(StudentNetDb db, LastSubmissions submissions, TableExport export) : SchoolLookPage(db, submissions, export);
