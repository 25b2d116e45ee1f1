using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>Tracked cases in <see cref="SmallCountry"/> for page tests.</summary>
internal static class CaseSeed
{
    /// <summary>Number of the one case that the clerk's school tracks.</summary>
    public const string CaseNo = "115-00001";

    /// <summary>The child's whole number, to look for where it must not show.</summary>
    public const string Number = "A223456781";

    private const long PersonId = 9_700_001;

    /// <summary>A child of <see cref="SmallCountry.Village"/> with a case; tracked by the clerk's school, or still to be designated.</summary>
    public static async Task SeedAsync(StudentNetDb db, bool designated = true)
    {
        if (await db.Set<Person>().AnyAsync(p => p.PersonId == PersonId))
        {
            return;
        }

        var birth = new DateOnly(2020, 3, 25);
        var at = TestApp.Start.UtcDateTime;
        db.Add(
            new Person
            {
                PersonId = PersonId,
                Name = "劉試卯",
                NormalisedName = "劉試卯",
                Sex = Sex.Female,
                BirthDate = birth,
                Cohort = Cohort.Of(birth).Year,
                Nationality = "TW",
            }
        );
        db.Add(
            new PersonIdentifier
            {
                Number = Number,
                Kind = PersonNumberKind.National,
                PersonId = PersonId,
                LastThree = Number[^3..],
                Since = at,
                IsCurrent = true,
            }
        );
        db.Add(
            new Residence
            {
                PersonId = PersonId,
                Seq = 1,
                VillageCode = SmallCountry.Village,
                CountyCode = SmallCountry.County,
                TownshipCode = SmallCountry.Township,
                VillageText = "範東村",
                Neighbourhood = 8,
                Address = "範例路 8 號",
                ReceivedAt = at,
            }
        );
        db.Add(
            new TrackedCase
            {
                PersonId = PersonId,
                CaseSeq = 1,
                CaseNo = CaseNo,
                Year = new SchoolYear(115),
                Level = SchoolLevel.Elementary,
                ComparisonId = 1,
                CountyCode = SmallCountry.County,
                ProposedSchool = SmallCountry.School,
                SchoolCode = designated ? SmallCountry.School : null,
                DesignatedAt = designated ? at : null,
                NextVisitDue = designated ? TaipeiTime.Today(at).AddMonths(1) : null,
                OpenedAt = at,
            }
        );
        db.Add(
            new CaseEvent
            {
                PersonId = PersonId,
                CaseSeq = 1,
                Seq = 1,
                Kind = CaseEventKind.Opened,
                At = at,
                Note = "115 學年度國小大比對",
            }
        );
        await db.SaveAsync(Act.System("布置列管個案", "system.test", at));
        db.ChangeTracker.Clear();
    }

    /// <summary>A 勸告書 of the township, the case's first measure.</summary>
    public static async Task SeedLetterAsync(StudentNetDb db)
    {
        var at = TestApp.Start.UtcDateTime;
        db.Add(
            new CaseMeasure
            {
                PersonId = PersonId,
                CaseSeq = 1,
                Seq = 1,
                Kind = "advice",
                On = TaipeiTime.Today(at),
                DocumentNo = "範鄉字第 1 號",
                Note = "",
                RecordedAt = at,
                RecordedBy = 1,
                OrganisationCode = SmallCountry.Township,
            }
        );
        await db.SaveAsync(Act.System("布置勸告書", "system.test", at));
        db.ChangeTracker.Clear();
    }
}
