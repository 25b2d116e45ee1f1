using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// An invented country just large enough for questions of scope: two counties; in the first two townships of two villages, two elementary
/// schools and a junior high; in the other one of each. Codes begin with 98 and 97, which no real county has.
/// </summary>
public static class SmallCountry
{
    public const string County = "98010";
    public const string OtherCounty = "97010";
    public const string Township = "98010010";
    public const string OtherTownship = "98010020";
    public const string ForeignTownship = "97010010";

    /// <summary>範一國小 in <see cref="Township"/>.</summary>
    public const string School = "980601";

    /// <summary>範二國小 in <see cref="OtherTownship"/>.</summary>
    public const string OtherSchool = "980602";

    /// <summary>範縣國中 in <see cref="Township"/>.</summary>
    public const string JuniorHigh = "980501";

    /// <summary>樣一國小 in the other county.</summary>
    public const string ForeignSchool = "970601";

    /// <summary>範外僑學校 in the first county: a foreign school, of no level of ours; it is there where <see cref="OpenForForeignersAsync"/> was called.</summary>
    public const string SchoolOfForeigners = "980901";

    /// <summary>樣二國小 and 樣外僑學校 of the other county; they are there where <see cref="OpenAbroadAsync"/> was called.</summary>
    public const string SecondForeignSchool = "970602";
    public const string ForeignSchoolOfForeigners = "970901";

    /// <summary>Villages of <see cref="Township"/>: 範東村, 範西村.</summary>
    public const string Village = "98010010001";
    public const string SecondVillage = "98010010002";

    /// <summary>A village of <see cref="OtherTownship"/>: 例南村.</summary>
    public const string OtherVillage = "98010020001";

    /// <summary>A village of the other county: 樣中村.</summary>
    public const string ForeignVillage = "97010010001";

    /// <summary>Writes it into a database, where it is not there yet.</summary>
    public static async Task SeedAsync(StudentNetDb db)
    {
        if (await db.Set<Organisation>().AnyAsync(o => o.Code == County))
        {
            return;
        }

        if (!await db.Set<Organisation>().AnyAsync(o => o.Code == Organisation.MinistryCode))
        {
            db.Add(new Organisation { Code = Organisation.MinistryCode, Level = Level.Ministry, Name = "國教署" });
        }

        Place(db, Level.County, County, "範例縣", County, null);
        Place(db, Level.County, OtherCounty, "樣本縣", OtherCounty, null);
        Place(db, Level.Township, Township, "範例鄉", County, Township);
        Place(db, Level.Township, OtherTownship, "測試鎮", County, OtherTownship);
        Place(db, Level.Township, ForeignTownship, "樣本鄉", OtherCounty, ForeignTownship);
        Settle(db, Village, "範東村");
        Settle(db, SecondVillage, "範西村");
        Settle(db, OtherVillage, "例南村");
        Settle(db, ForeignVillage, "樣中村");
        Open(db, School, "範一國小", Township, SchoolLevel.Elementary);
        Open(db, OtherSchool, "範二國小", OtherTownship, SchoolLevel.Elementary);
        Open(db, JuniorHigh, "範縣國中", Township, SchoolLevel.JuniorHigh);
        Open(db, ForeignSchool, "樣一國小", ForeignTownship, SchoolLevel.Elementary);
        await db.SaveAsync(Act.System("設立小國", "system.test", TestApp.Start.UtcDateTime));
        await SetAsync(db, County);
        await SetAsync(db, OtherCounty);
    }

    /// <summary>Opens a second school and a foreign school in the other county, for tests that need two of everything.</summary>
    public static async Task OpenAbroadAsync(StudentNetDb db)
    {
        Open(db, SecondForeignSchool, "樣二國小", ForeignTownship, SchoolLevel.Elementary);
        OpenForForeigners(db, ForeignSchoolOfForeigners, "樣外僑學校", OtherCounty, ForeignTownship);
        await db.SaveAsync(Act.System("設立學校", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>Opens the foreign school, where it is not there yet.</summary>
    public static async Task OpenForForeignersAsync(StudentNetDb db)
    {
        if (await db.Set<School>().AnyAsync(s => s.Code == SchoolOfForeigners))
        {
            return;
        }

        OpenForForeigners(db, SchoolOfForeigners, "範外僑學校", County, Township);
        await db.SaveAsync(Act.System("設立外僑學校", "system.test", TestApp.Start.UtcDateTime));
    }

    private static void OpenForForeigners(StudentNetDb db, string code, string name, string county, string township)
    {
        db.Add(new Organisation { Code = code, Level = Level.School, Name = name, CountyCode = county, TownshipCode = township });
        db.Add(
            new School
            {
                Code = code,
                MinistryCode = code,
                Name = name,
                CountyCode = county,
                TownshipCode = township,
                Level = SchoolLevel.Elementary,
                Kind = SchoolKind.Foreign,
                IsPrivate = true,
            }
        );
    }

    /// <summary>Both counties finished their settings for 115 on 2025-12-20: allocation 2026-03-25 to 05-31, so registration opens on 06-01.</summary>
    private static async Task SetAsync(StudentNetDb db, string county)
    {
        foreach (var level in new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh })
        {
            await CountyParameters.SetAsync(
                db,
                CountyParameters.Default(county, new SchoolYear(115), level),
                new Dictionary<(string, WindowEdge), DateOnly>
                {
                    [("N1", WindowEdge.Opens)] = new(2026, 3, 25),
                    [("N1", WindowEdge.Closes)] = new(2026, 5, 31),
                    [("omissions", WindowEdge.Closes)] = new(2026, 4, 30),
                },
                FilingCalendar.Load(),
                Act.System("設定作業期限", "system.test", new DateTime(2025, 12, 20, 2, 0, 0, DateTimeKind.Utc))
            );
        }
    }

    private static void Place(StudentNetDb db, Level level, string code, string name, string county, string? township) =>
        db.Add(new Organisation { Code = code, Level = level, Name = name, CountyCode = county, TownshipCode = township });

    private static void Settle(StudentNetDb db, string code, string name) =>
        db.Add(
            new Village
            {
                Code = code,
                CountyCode = code[..5],
                TownshipCode = code[..8],
                Name = name,
                NormalisedName = NameText.Normalise(name),
            }
        );

    private static void Open(StudentNetDb db, string code, string name, string township, SchoolLevel level)
    {
        var county = township[..5];
        db.Add(
            new Organisation
            {
                Code = code,
                Level = Level.School,
                Name = name,
                CountyCode = county,
                TownshipCode = township,
                SchoolLevel = level,
            }
        );
        db.Add(
            new School
            {
                Code = code,
                MinistryCode = code,
                Name = name,
                CountyCode = county,
                TownshipCode = township,
                Level = level,
                Kind = SchoolKind.Regular,
                IsPrivate = false,
                OpenedOn = new DateOnly(1970, 8, 1),
            }
        );
    }
}
