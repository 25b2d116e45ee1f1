using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>P2.21 匯入核定: the file goes through the one intake; this page says what it is for.</summary>
[Function("P2.21")]
public sealed class UploadModel(FormatCatalogue formats) : FunctionPage
{
    public FileFormat Format { get; } = formats[ApprovalsFormat.Code];

    public void OnGet() { }
}
