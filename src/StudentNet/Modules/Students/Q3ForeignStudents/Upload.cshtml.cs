using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.31 匯入名單: the file goes through the one intake; this page says what it is for.</summary>
[Function("Q3.31")]
public sealed class UploadModel(FormatCatalogue formats) : FunctionPage
{
    public FileFormat Format { get; } = formats[ForeignStudentsFormat.Code];

    public void OnGet() { }
}
