using System.Globalization;

namespace StudentNet.Bench;

/// <summary>The registry's list of <see cref="Country"/> as a CSV file, one child in a hundred with a number that fails its check digit.</summary>
internal static class RegistryFile
{
    public static readonly IReadOnlyList<string> Headings =
    [
        "證號", "姓名", "性別", "出生日期", "縣市", "鄉鎮市區", "村里", "村里代碼", "鄰", "地址", "設籍日期", "戶號", "異動別", "異動日期", "舊證號", "資料日期",
    ];

    /// <summary>Whether the n-th row is a bad one.</summary>
    public static bool IsBad(int n) => n % 100 == 17;

    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(string path, int rows)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync(string.Join(',', Headings));
        for (var n = 0; n < rows; n++)
        {
            await writer.WriteLineAsync(string.Join(',', Row(n)));
        }
    }

    /// <summary>The n-th row.</summary>
    public static string[] Row(int n)
    {
        var (county, village) = (n % Country.Counties, n / Country.Counties % Country.Villages);
        var code = Country.Village(county, village);
        var birth = RocDate.Format(new DateOnly(2018, 9, 2).AddDays((int)(n * 7919L % 365)));
        return
        [
            Number(n), Country.Name(n), n % 2 == 0 ? "女" : "男", birth, $"範例縣{county}", $"測試鄉{code[5..8]}", $"測試村{village}", code,
            $"{n / (Country.Counties * Country.Villages) % Country.Neighbourhoods + 1}", $"範例路{n % 997}號", "110/01/15", $"H{n / 2}", "", "", "", "115/03/20",
        ];
    }

    /// <summary>A number with the right check digit, or for a bad row with the next one.</summary>
    private static string Number(int n)
    {
        // The letter A counts 1 + 0 × 9; the digits weigh 8 … 1.
        var body = string.Create(CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? 2 : 1)}{n:0000000}");
        var sum = 1;
        for (var i = 0; i < body.Length; i++)
        {
            sum += (8 - i) * (body[i] - '0');
        }

        var check = (10 - (sum % 10) + (IsBad(n) ? 1 : 0)) % 10;
        return $"A{body}{check}";
    }
}
