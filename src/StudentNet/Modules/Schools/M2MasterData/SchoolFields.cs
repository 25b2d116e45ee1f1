namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>The fields of a school's master data whose changes are kept (<see cref="SchoolChange.Field"/>).</summary>
public static class SchoolFields
{
    public const string Name = "name";
    public const string County = "county";
    public const string Township = "township";
    public const string Ownership = "ownership";
    public const string Address = "address";
    public const string Telephone = "telephone";
    public const string Website = "website";
    public const string RecordSystem = "record-system";
    public const string Opened = "opened";
    public const string Closed = "closed";

    /// <summary>The school that took over: its code stands in <see cref="SchoolChange.After"/>.</summary>
    public const string Merged = "merged";

    /// <summary>What the field is called.</summary>
    public static string Title(string field) =>
        field switch
        {
            Name => "校名",
            County => "縣市",
            Township => "鄉鎮市區",
            Ownership => "公／私立",
            Address => "地址",
            Telephone => "電話",
            Website => "網址",
            RecordSystem => "學籍系統 2.0",
            Opened => "設立",
            Closed => "停辦",
            Merged => "併入",
            _ => field,
        };
}
