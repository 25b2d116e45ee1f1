using System.Text.RegularExpressions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>
/// 學校所在鄉鎮市區: the township of each unit, from the statistics office's file of class and pupil numbers (…_basec.csv), which has it also for
/// units that the list of addresses leaves out. Nothing else of that file is taken.
/// </summary>
public static partial class SchoolTownshipFormat
{
    public const string Code = "school-townships";

    public static FileFormat Create() =>
        new()
        {
            Code = Code,
            Title = "學校所在鄉鎮市區",
            Functions = ["M2.11"],
            Summary = "教育部校別統計檔。只取學校代碼與鄉鎮市區，其他欄位不匯入。",
            Columns =
            [
                new Column("code", "學校代碼", Cell.Text(8)) { Aliases = ["代碼", "code"], Required = true, Example = "980601" },
                new Column("name", "學校名稱", Cell.Text(60)) { Description = "供核對。", Example = "縣立範例國小" },
                new Column("county", "縣市名稱", Cell.Of("縣市全名", BulkType.Text, text => CellRead.Of(LeadingCode().Replace(text, "").Replace('台', '臺'))))
                {
                    Aliases = ["縣市"],
                    Required = true,
                    Example = "測試縣",
                },
                new Column("township", "鄉鎮市區", Cell.Text(20)) { Required = true, Example = "範例鄉" },
            ],
            Working = [new BulkColumn("unit_code", BulkType.Text), new BulkColumn("township_code", BulkType.Text)],
            Steps =
            [
                new SetStep.Prepare("school-townships-find"),
                new SetStep.Check("school.unknown", Severity.Error, "code", "學校名錄沒有這個代碼", "若已停辦可略過；新設校請先匯入學校名錄", "school-townships-unknown-school"),
                new SetStep.Check("township.unknown", Severity.Error, "township", "{0}沒有這個鄉鎮市區", "請核對名稱；村里名冊須先匯入", "school-townships-unknown-township"),
            ],
            Settings = [new FormatSetting("level", "學制", Cell.SchoolLevel())],
            Policy = AcceptPolicy.GoodRows,
            Preview = new Preview("school-townships-counts"),
            Accept = AcceptAsync,
            Exclusive = _ => SchoolListFormat.Code,
        };

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await context.RunAsync("school-townships-accept", null, cancellation);
        await NamedSchools.FollowAsync(context.Db, () => context.RunAsync("schools-named", null, cancellation), cancellation);
    }

    [GeneratedRegex(@"^\s*\[[^\]]*\]\s*")]
    private static partial Regex LeadingCode();
}
