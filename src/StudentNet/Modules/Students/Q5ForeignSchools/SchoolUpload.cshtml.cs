using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.31 匯入名單: the file goes through the one intake; this page says what it is for.</summary>
[Function("Q5.31")]
public sealed class SchoolUploadModel(ForeignSchoolRoster roster, FormatCatalogue formats) : ForeignSchoolPage(roster)
{
    public FileFormat Format { get; } = formats[ForeignSchoolPupilsFormat.Code];

    public void OnGet() { }
}
