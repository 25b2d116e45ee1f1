using System.Globalization;
using System.Text;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>A row of the registry's list; every field can be told otherwise with <c>with</c>.</summary>
internal sealed record RegistryRow(string Number, string Name)
{
    public string Sex { get; init; } = "女";

    public string Birth { get; init; } = "108/10/05";

    public string County { get; init; } = "範例縣";

    public string Township { get; init; } = "範例鄉";

    public string Village { get; init; } = "範東村";

    public string VillageCode { get; init; } = "";

    public string Neighbourhood { get; init; } = "7";

    public string Address { get; init; } = "範例路 1 號";

    public string RegisteredOn { get; init; } = "109/01/15";

    public string Household { get; init; } = "";

    public string Change { get; init; } = "";

    public string ChangedOn { get; init; } = "";

    public string OldNumber { get; init; } = "";

    public string DataDate { get; init; } = "115/03/20";

    public string Line =>
        string.Join(
            ',',
            [
                Number, Name, Sex, Birth, County, Township, Village, VillageCode, Neighbourhood, Address, RegisteredOn, Household, Change, ChangedOn,
                OldNumber, DataDate,
            ]
        );
}

/// <summary>Writes lists of the registry and valid invented numbers.</summary>
internal static class RegistryFile
{
    public const string Headings = "證號,姓名,性別,出生日期,縣市,鄉鎮市區,村里,村里代碼,鄰,地址,設籍日期,戶號,異動別,異動日期,舊證號,資料日期";

    public static byte[] Of(params IEnumerable<RegistryRow> rows) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(r => r.Line).Prepend(Headings)) + "\r\n");

    /// <summary>The n-th valid number: a girl's, or with <paramref name="sex"/> 1 a boy's.</summary>
    public static string Number(int n, int sex = 2)
    {
        for (var check = 0; check < 10; check++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"A{sex}{n:D7}{check}");
            if (PersonNumber.Parse(number).IsValid)
            {
                return number;
            }
        }

        throw new InvalidOperationException("No check digit fits.");
    }

    public static RegistryRow Child(int n) => new(Number(n), $"測樣{(char)('甲' + n)}") { Household = $"H{n}" };

    public static (string, string)[] Settings(string list = "3/20 名冊") => [("year", "115"), ("list", list)];
}
