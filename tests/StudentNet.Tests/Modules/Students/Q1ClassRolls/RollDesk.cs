using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Students;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

/// <summary>Brings children onto rolls and lists.</summary>
internal static class RollDesk
{
    public static async Task FillAsync(TestApp app, RollRowText[] rows, string school = SmallCountry.School)
    {
        var counter = IntakeCounter.Of(app);
        var receipt = await counter.SendAsync(Format, Of(rows), organisation: school, settings: Settings);
        (await counter.AcceptAsync(receipt, shrinkConfirmed: true)).Status.ShouldBe(ReceiptStatus.Accepted);
    }

    public static Task<long> PersonAsync(TestApp app) =>
        app.Db(db => db.Set<ClassPupil>().Where(p => p.Seat == 1).Select(p => p.PersonId).FirstAsync());

    public static ForeignPupil Foreigner(long person, string school) =>
        new()
        {
            PersonId = person,
            SchoolCode = school,
            GradeYear = 114,
            Grade = 1,
            Kind = ForeignKind.InSchool,
            ArrivedOn = new DateOnly(2025, 8, 30),
            ChangedAt = TestApp.Start.UtcDateTime,
        };
}
