using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.11: the classes of one school.</summary>
[Function("Q1.11")]
public sealed class MinistrySchoolModel(StudentNetDb db, LastSubmissions submissions, TableExport export) : SchoolLookPage(db, submissions, export);
