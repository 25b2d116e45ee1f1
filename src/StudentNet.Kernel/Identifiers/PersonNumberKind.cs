namespace StudentNet.Kernel;

/// <summary>證號種類: which authority a number comes from, and so how it is built (domain §13).</summary>
public enum PersonNumberKind
{
    /// <summary>國民身分證統一編號.</summary>
    National = 1,

    /// <summary>居留證統一證號 as issued since 2021.</summary>
    Residence = 2,

    /// <summary>居留證統一證號 of the old form: two letters.</summary>
    ResidenceOld = 3,

    /// <summary>A foreign or Taiwanese passport; no check digit is known, so only its shape can be judged.</summary>
    Passport = 4,

    /// <summary>A placeholder this system issued to a person who has no number.</summary>
    Issued = 5,
}

/// <summary>Told by some numbers; the values are those of a national number's first digit.</summary>
public enum Sex
{
    Male = 1,
    Female = 2,
}

/// <summary>What each <see cref="PersonNumberKind"/> and <see cref="Sex"/> is called.</summary>
public static class PersonNumberTitles
{
    public static string Title(this PersonNumberKind kind) => kind switch
    {
        PersonNumberKind.National => "身分證字號",
        PersonNumberKind.Residence => "居留證號",
        PersonNumberKind.ResidenceOld => "舊式居留證號",
        PersonNumberKind.Passport => "護照號碼",
        _ => "系統配號",
    };

    /// <summary>男 or 女.</summary>
    public static string Title(this Sex sex) => sex == Sex.Male ? "男" : "女";
}
