using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>What became of a child, before the comparison.</summary>
public enum ChildFate
{
    Admitted,
    RegisteredOnly,
    NotRegistered,
    DeferredWithApproval,
    DeferredWithoutApproval,
    NeverAllocated,
    ResidentWithoutEntry,
    Died,
    MovedAbroad,
    LostNationality,
    YoungerCohort,
    AdmittedUnderNumberMergedInto,
    AtForeignSchool,
    SaidToBeAtForeignSchool,
    LeftForeignSchool,
    AtForeignSchoolFromTomorrow,
    AtForeignSchoolUnderNumberMergedInto,
    PlacedBySpecialEducation,
    AwaitingPlacement,
    PlacedAtAnotherLevel,
    NoLongerPlaced,
    ForeignerOnAFileOnly,
    ForeignResident,
    ForeignerWithEntry,
    OnRoll,
    OnRollOfAnotherLevel,
}

/// <summary>Children of one cohort, each with a fate, as the sources of the comparison know them.</summary>
internal static class FatedChildren
{
    public static readonly SchoolYear Year = new(115);
    public static readonly DateTime Now = new(2026, 9, 15, 2, 0, 0, DateTimeKind.Utc);

    private static readonly DateOnly Birth = Cohort.Entering(Year, SchoolLevel.Elementary).BornFrom.AddDays(100);

    /// <summary>The sentence of domain §7: nothing accounts for the child.</summary>
    public static bool IsInNoSchool(ChildFate fate) =>
        fate
            is ChildFate.RegisteredOnly
                or ChildFate.NotRegistered
                or ChildFate.DeferredWithoutApproval
                or ChildFate.NeverAllocated
                or ChildFate.ResidentWithoutEntry
                or ChildFate.SaidToBeAtForeignSchool
                or ChildFate.LeftForeignSchool
                or ChildFate.AtForeignSchoolFromTomorrow
                or ChildFate.AwaitingPlacement
                or ChildFate.PlacedAtAnotherLevel
                or ChildFate.NoLongerPlaced
                or ChildFate.ForeignResident
                or ChildFate.ForeignerWithEntry
                or ChildFate.OnRollOfAnotherLevel;

    /// <summary>Whom the comparison looks at: the cohort, and foreigners whom more than a file knows.</summary>
    public static bool IsCandidate(ChildFate fate) => fate is not (ChildFate.YoungerCohort or ChildFate.ForeignerOnAFileOnly);

    /// <summary>Writes the children, and what lists and schools say of each.</summary>
    public static async Task LiveAsync(StudentNetDb db, IReadOnlyList<(long Id, ChildFate Fate)> children)
    {
        foreach (var (code, level) in new (string, SchoolLevel?)[] { ("900001", SchoolLevel.Elementary), ("900007", SchoolLevel.JuniorHigh), ("900009", null) })
        {
            db.Add(new Organisation { Code = code, Level = Level.School, Name = $"測例{code}", CountyCode = "90000", SchoolLevel = level });
            db.Add(
                new School
                {
                    Code = code,
                    MinistryCode = code,
                    Name = $"測例{code}",
                    CountyCode = "90000",
                    Level = level ?? SchoolLevel.Elementary,
                    Kind = level is null ? SchoolKind.Foreign : SchoolKind.Regular,
                    IsPrivate = false,
                }
            );
        }

        foreach (var (id, fate) in children)
        {
            db.Add(Child(id, fate));
            Seat(db, id, fate);
            if (fate == ChildFate.AdmittedUnderNumberMergedInto)
            {
                // The school admitted the record that was later merged into this one.
                var other = Child(id + 1000, ChildFate.Admitted);
                other.MergedInto = id;
                db.Add(other);
                db.Add(EntryOf(id + 1000, ChildFate.Admitted)!);
            }

            if (EntryOf(id, fate) is { } entry)
            {
                db.Add(entry);
            }
        }

        await db.SaveAsync(Act.System("布置", "test", Now), TestContext.Current.CancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>What the lists of Q4 and Q5 and the registry say of the child.</summary>
    public static void Seat(StudentNetDb db, long id, ChildFate fate)
    {
        switch (fate)
        {
            case ChildFate.AtForeignSchool:
                db.Add(ForeignSchool(id, new DateOnly(2026, 8, 20)));
                break;
            case ChildFate.LeftForeignSchool:
                db.Add(ForeignSchool(id, new DateOnly(2025, 8, 20), left: new DateOnly(2026, 9, 14)));
                break;
            case ChildFate.AtForeignSchoolFromTomorrow:
                db.Add(ForeignSchool(id, new DateOnly(2026, 9, 16)));
                break;
            case ChildFate.AtForeignSchoolUnderNumberMergedInto:
                var other = Child(id + 1000, ChildFate.AtForeignSchool);
                other.MergedInto = id;
                db.Add(other);
                db.Add(ForeignSchool(id + 1000, new DateOnly(2026, 8, 20)));
                break;
            case ChildFate.PlacedBySpecialEducation:
                db.Add(Placement(id, "900001", "resource"));
                break;
            case ChildFate.AwaitingPlacement:
                db.Add(Placement(id, "900001", "awaiting"));
                break;
            case ChildFate.PlacedAtAnotherLevel:
                db.Add(Placement(id, "900007", "resource"));
                break;
            case ChildFate.NoLongerPlaced:
                db.Add(Placement(id, "900001", "resource", until: new DateOnly(2026, 9, 1)));
                break;
            case ChildFate.OnRoll:
                db.Add(OnRoll(id, "900001"));
                break;
            case ChildFate.OnRollOfAnotherLevel:
                db.Add(OnRoll(id, "900007"));
                break;
            case ChildFate.ForeignResident:
                db.Add(
                    new Residence
                    {
                        PersonId = id,
                        Seq = 1,
                        CountyCode = "90000",
                        VillageText = "測例里",
                        Address = "測例路 1 號",
                        ReceivedAt = Now,
                    }
                );
                break;
        }
    }

    private static ForeignSchoolPupil ForeignSchool(long id, DateOnly from, DateOnly? left = null) =>
        new()
        {
            PersonId = id,
            SchoolCode = "900009",
            GradeYear = 115,
            Grade = 1,
            EnrolledOn = from,
            LeftOn = left,
            ChangedAt = Now,
        };

    private static ClassPupil OnRoll(long id, string school) =>
        new()
        {
            PersonId = id,
            Year = Year,
            Term = 1,
            SchoolCode = school,
            ClassKind = "A",
            Grade = 1,
            ClassName = "01",
            State = "1",
            CountsAs = default,
            Content = "",
            ChangedAt = Now,
        };

    private static SpecialPlacement Placement(long id, string school, string kind, DateOnly? until = null) =>
        new()
        {
            PersonId = id,
            Seq = 1,
            SchoolCode = school,
            Grade = 1,
            Category = "learning",
            Placement = kind,
            ApprovedOn = new DateOnly(2026, 5, 1),
            ClassReduction = 1,
            Since = new DateOnly(2026, 8, 1),
            ReceivedAt = Now,
            ReceiptId = 1,
            Until = until,
        };

    private static Person Child(long id, ChildFate fate) =>
        new()
        {
            PersonId = id,
            Name = $"測例{id}",
            NormalisedName = $"測例{id}",
            Sex = Sex.Female,
            BirthDate = fate == ChildFate.YoungerCohort ? Birth.AddYears(1) : Birth,
            Cohort = Cohort.Of(fate == ChildFate.YoungerCohort ? Birth.AddYears(1) : Birth).Year,
            Nationality = fate is ChildFate.ForeignerOnAFileOnly or ChildFate.ForeignResident or ChildFate.ForeignerWithEntry ? "VN" : "TW",
            Ended = fate switch
            {
                ChildFate.Died => ResidenceEnd.Died,
                ChildFate.MovedAbroad => ResidenceEnd.MovedAbroad,
                ChildFate.LostNationality => ResidenceEnd.LostNationality,
                _ => null,
            },
        };

    private static Entry? EntryOf(long id, ChildFate fate)
    {
        if (
            fate
            is ChildFate.ResidentWithoutEntry
                or ChildFate.YoungerCohort
                or ChildFate.AdmittedUnderNumberMergedInto
                or ChildFate.AtForeignSchoolUnderNumberMergedInto
                or ChildFate.PlacedBySpecialEducation
                or ChildFate.ForeignerOnAFileOnly
                or ChildFate.ForeignResident
        )
        {
            return null;
        }

        var deferred = fate is ChildFate.DeferredWithApproval or ChildFate.DeferredWithoutApproval;
        return new Entry
        {
            PersonId = id,
            Year = Year,
            Level = SchoolLevel.Elementary,
            State = fate switch
            {
                ChildFate.Admitted => EntryState.Admitted,
                ChildFate.RegisteredOnly => EntryState.Registered,
                ChildFate.NeverAllocated => EntryState.NeedsPerson,
                _ => EntryState.NotRegistered,
            },
            AllocatedSchool = fate == ChildFate.NeverAllocated ? null : "900001",
            RegisteredSchool = fate is ChildFate.RegisteredOnly or ChildFate.Admitted ? "900001" : null,
            AdmittedSchool = fate == ChildFate.Admitted ? "900001" : null,
            Reason = deferred ? "deferred" : fate is ChildFate.AtForeignSchool or ChildFate.SaidToBeAtForeignSchool ? "foreign-school" : null,
            ReasonDetail = fate == ChildFate.DeferredWithApproval ? "測府教字第 1150001 號" : null,
            ChangedAt = Now,
        };
    }
}
