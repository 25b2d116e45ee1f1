using System.Globalization;
using System.Text;

namespace StudentNet.Training;

/// <summary>The household registry's list of the training county: nearly 6,000 invented children of fifteen cohorts, always the same from one seed.</summary>
internal static class TrainingChildren
{
    private const ulong Seed = 20260320;

    /// <summary>From those who are in grade 9 in the year to those who enter grade 1 six years after it.</summary>
    private const int Cohorts = 15;

    /// <summary>Births of two, in ten thousand.</summary>
    private const int Twins = 130;

    private static readonly string[] Surnames = ["陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭", "謝", "洪", "郭", "邱", "曾", "廖", "賴", "徐"];

    /// <summary>The list as a file: CSV in UTF-8 with its mark, as the registry would send it.</summary>
    public static Stream File(SchoolYear year)
    {
        var text = new StringBuilder("證號,姓名,性別,出生日期,縣市,鄉鎮市區,村里,村里代碼,鄰,地址,設籍日期,戶號,資料日期\r\n");
        foreach (var row in Rows(year))
        {
            text.AppendJoin(',', row).Append("\r\n");
        }

        return new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    /// <summary>The rows of the list, in the order of its headings.</summary>
    public static IEnumerable<string[]> Rows(SchoolYear year)
    {
        var township = TrainingMap.Townships.ToDictionary(t => t.Code, t => t.Name, StringComparer.Ordinal);
        var entering = Cohort.Entering(year, SchoolLevel.Elementary).Year;
        var serial = 0;
        foreach (var village in TrainingMap.Villages)
        {
            for (var cohort = entering - Cohorts + 7; cohort < entering + 7; cohort++)
            {
                var draw = SeededDraw.For(Seed, village.Code, cohort);
                for (var child = 0; child < village.Children; child++)
                {
                    var home = new Home(village, township[village.Township], draw, serial);
                    var birth = Birth(new Cohort(cohort), draw, year);
                    yield return Row(home, birth, draw, year, serial++);
                    if (draw.Chance(Twins) && ++child < village.Children)
                    {
                        yield return Row(home, birth, draw, year, serial++);
                    }
                }
            }
        }
    }

    private static string[] Row(Home home, DateOnly birth, SeededDraw draw, SchoolYear year, int serial)
    {
        var sex = draw.Below(2) == 0 ? Sex.Male : Sex.Female;
        var list = ListDay(year);
        var registered = birth.AddDays(draw.Below(Math.Max(1, list.DayNumber - birth.DayNumber)));
        return
        [
            InventedNumber.National(sex, serial).Value,
            home.Surname + InventedName.Given(draw, sex),
            sex.Title(),
            RocDate.Format(birth),
            TrainingMap.CountyName,
            home.Township,
            home.Village.Name,
            home.Village.Code,
            home.Neighbourhood.ToString(CultureInfo.InvariantCulture),
            home.Address,
            RocDate.Format(registered),
            home.Household,
            RocDate.Format(list),
        ];
    }

    // The youngest are not born yet when the list is made.
    private static DateOnly Birth(Cohort cohort, SeededDraw draw, SchoolYear year)
    {
        var last = cohort.BornTo < ListDay(year) ? cohort.BornTo : ListDay(year);
        return cohort.BornFrom.AddDays(draw.Below(last.DayNumber - cohort.BornFrom.DayNumber + 1));
    }

    private static DateOnly ListDay(SchoolYear year) => new(year.Gregorian, 3, 20);

    /// <summary>Where a child lives; twins share it.</summary>
    private sealed class Home(TrainingVillage village, string township, SeededDraw draw, int serial)
    {
        public TrainingVillage Village { get; } = village;

        public string Township { get; } = township;

        public string Surname { get; } = draw.Pick(Surnames);

        public int Neighbourhood { get; } = draw.Between(1, village.Neighbourhoods);

        public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"{village.Name[..2]}路 {draw.Between(1, 300)} 號");

        public string Household { get; } = string.Create(CultureInfo.InvariantCulture, $"T{serial:0000000}");
    }
}
