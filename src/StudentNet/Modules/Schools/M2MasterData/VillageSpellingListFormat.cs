using StudentNet.Platform.Organisations;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>
/// 村里異名: how other offices write a village's name, first of all those with rare characters (rare_char_village_names.csv: the household
/// registry's spelling beside the survey's). Files that name a village in any of them find it.
/// </summary>
public static class VillageSpellingListFormat
{
    public const string Code = "village-spellings";

    public static FileFormat Create() =>
        new()
        {
            Code = Code,
            Title = "村里異名",
            Functions = ["M2.11"],
            Summary = "村里名稱的其他寫法，例如戶政與國土測繪用字不同。名冊與學區表用任一寫法都能對應。",
            Columns =
            [
                new Column("village_code", "村里代碼", Cell.Text(11)) { Aliases = ["villcode"], Required = true, Example = "65000030017" },
                new Column("first_name", "寫法一", Cell.Text(20)) { Aliases = ["ris_name", "戶政寫法"], Required = true, Example = "瓦[磘]里" },
                new Column("second_name", "寫法二", Cell.Text(20)) { Aliases = ["nlsc_name", "測繪寫法"], Example = "瓦磘里" },
                new Column("code_points", "字碼", Cell.Text(100)) { Aliases = ["ris_codepoints"], Description = "供核對，不匯入。" },
                new Column("kind", "種類", Cell.Text(20)) { Aliases = ["kind"], Description = "供核對，不匯入。" },
            ],
            Derived =
            [
                new Derived("first_normalised", BulkType.Text, row => Village.NormaliseName(row.Text("first_name"))),
                new Derived("second_normalised", BulkType.Text, row => row.Has("second_name") ? Village.NormaliseName(row.Text("second_name")) : null),
            ],
            Steps =
            [
                new SetStep.Check("village.unknown", Severity.Error, "village_code", "村里名冊沒有這個代碼", "請先匯入村里名冊，或核對代碼", "village-spellings-unknown"),
            ],
            Policy = AcceptPolicy.GoodRows,
            Accept = (context, cancellation) =>
                NamedVillages.KeepSpellingsAsync(context.Db, () => context.RunAsync("village-spellings-named", null, cancellation), cancellation),
        };
}
