using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Somebody who uses the network in tests: a duty at one organisation of <see cref="SmallCountry"/>.</summary>
/// <param name="Name">Name as it shows in test names and in the top bar.</param>
/// <param name="Duty">Code of <c>Reference/duties.csv</c>.</param>
public sealed record Persona(string Name, Level Level, string OrganisationCode, string Duty)
{
    /// <summary>Registrar of <see cref="SmallCountry.School"/>.</summary>
    public static readonly Persona Clerk = new("範小冊", Level.School, SmallCountry.School, "Registrar");

    /// <summary>Registrar of the school next door, in the same county.</summary>
    public static readonly Persona OtherClerk = new("樣鄰冊", Level.School, SmallCountry.OtherSchool, "Registrar");

    /// <summary>Registrar of a school in the other county.</summary>
    public static readonly Persona ForeignClerk = new("例遠冊", Level.School, SmallCountry.ForeignSchool, "Registrar");

    /// <summary>Registrar of <see cref="SmallCountry.JuniorHigh"/>. Not asked by the matrix: what a level may is the same for both.</summary>
    public static readonly Persona JuniorClerk = new("例國冊", Level.School, SmallCountry.JuniorHigh, "Registrar");

    /// <summary>AA account of <see cref="SmallCountry.School"/>: it only enables people.</summary>
    public static readonly Persona Aa = new("測管員", Level.School, SmallCountry.School, "Administrator");

    /// <summary>Officer of <see cref="SmallCountry.County"/>.</summary>
    public static readonly Persona County = new("範縣員", Level.County, SmallCountry.County, "CountyOfficer");

    /// <summary>Officer of the other county.</summary>
    public static readonly Persona OtherCounty = new("樣縣員", Level.County, SmallCountry.OtherCounty, "CountyOfficer");

    /// <summary>Compulsory-attendance committee of <see cref="SmallCountry.Township"/>.</summary>
    public static readonly Persona Township = new("試委員", Level.Township, SmallCountry.Township, "TownshipCommittee");

    /// <summary>Officer of the ministry.</summary>
    public static readonly Persona Ministry = new("測部員", Level.Ministry, Organisation.MinistryCode, "MinistryOfficer");

    /// <summary>Helpdesk of the ministry: resets passwords, sees no children.</summary>
    public static readonly Persona Helpdesk = new("試客服", Level.Ministry, Organisation.MinistryCode, "Helpdesk");

    /// <summary>Clerk of <see cref="SmallCountry.SchoolOfForeigners"/>: files its pupils and nothing else. Not asked by the matrix.</summary>
    public static readonly Persona ForeignSchoolClerk = new("範僑員", Level.School, SmallCountry.SchoolOfForeigners, "ForeignSchool");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Persona> All { get; } =
        [Clerk, OtherClerk, ForeignClerk, Aa, County, OtherCounty, Township, Ministry, Helpdesk];

    public override string ToString() => $"{Name}（{Duty} {OrganisationCode}）";
}
