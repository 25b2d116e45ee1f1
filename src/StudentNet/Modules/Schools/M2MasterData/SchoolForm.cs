using System.ComponentModel.DataAnnotations;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>How a school can be reached: what it may change itself.</summary>
public class ContactForm
{
    [Display(Name = "地址"), StringLength(200)]
    public string? Address { get; set; }

    [Display(Name = "電話"), StringLength(40)]
    public string? Telephone { get; set; }

    [Display(Name = "網址"), StringLength(200), Url(ErrorMessage = "請填完整網址，例如 https://www.example.edu.tw")]
    public string? Website { get; set; }

    /// <summary>Fills the form from a school.</summary>
    public virtual void From(School school)
    {
        ArgumentNullException.ThrowIfNull(school);
        (Address, Telephone, Website) = (school.Address, school.Telephone, school.Website);
    }

    /// <summary>Writes the form into a school; an empty field means nothing is known.</summary>
    public virtual void To(School school)
    {
        ArgumentNullException.ThrowIfNull(school);
        (school.Address, school.Telephone, school.Website) = (Text(Address), Text(Telephone), Text(Website));
    }

    protected static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What a county may change about its schools: also name, township and whether 學籍系統 2.0 files for it.</summary>
public sealed class SchoolForm : ContactForm
{
    [Display(Name = "校名"), Required, StringLength(60)]
    public string Name { get; set; } = "";

    [Display(Name = "鄉鎮市區")]
    public string? TownshipCode { get; set; }

    [Display(Name = "設立日期")]
    public DateOnly? OpenedOn { get; set; }

    [Display(Name = "使用學籍系統 2.0（由縣市系統填報 Q1、Q2）")]
    public bool UsesRecordSystem { get; set; }

    /// <inheritdoc />
    public override void From(School school)
    {
        base.From(school);
        (Name, TownshipCode, OpenedOn, UsesRecordSystem) = (school.Name, school.TownshipCode, school.OpenedOn, school.UsesRecordSystem);
    }

    /// <inheritdoc />
    public override void To(School school)
    {
        base.To(school);
        (school.Name, school.TownshipCode, school.OpenedOn, school.UsesRecordSystem) = (Name.Trim(), Text(TownshipCode), OpenedOn, UsesRecordSystem);
    }
}
