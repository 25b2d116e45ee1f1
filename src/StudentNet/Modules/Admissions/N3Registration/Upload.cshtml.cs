using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.31 批次上傳: the file goes through the one intake; this page says what it is for.</summary>
[Function("N3.31")]
public sealed class UploadModel(StudentNetDb db, FormatCatalogue formats, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(EntryStage.Registration, db, gate, banners)
{
    public FileFormat Format { get; } = formats[RegistrationBatch.Code];

    public Task OnGetAsync() => PrepareAsync();
}
