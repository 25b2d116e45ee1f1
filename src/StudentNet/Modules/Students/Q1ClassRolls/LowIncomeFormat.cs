using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>
/// The health ministry's list of low and middle-low income, once a month (domain §8, §12). No official format is public; this is ours. A list is
/// that month's whole truth: sent again, it replaces the month.
/// </summary>
internal static class LowIncomeFormat
{
    public const string Code = "low-income-list";

    private static readonly CodeTable Kinds = new(
        "類別",
        new CodeRow(nameof(LowIncomeKind.Low), "1", "低收入戶") { Aliases = ["低收"] },
        new CodeRow(nameof(LowIncomeKind.MiddleLow), "2", "中低收入戶") { Aliases = ["中低收"] }
    );

    private static CellType Month { get; } =
        Cell.Of(
            "民國年月，例如 11509 或 115/09",
            BulkType.Int,
            text =>
            {
                var digits = NameText.Normalise(text).Replace("/", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
                return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is > 10000 and < 20000 && month % 100 is >= 1 and <= 12
                    ? CellRead.Of(month)
                    : CellRead.Error("low-income.month", "不是有效的年月", "請填民國年月 5 碼，例如 11509");
            }
        );

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "低收與中低收入戶名單",
            Functions = ["Q1.11"],
            Summary = "衛福部每月提供的低收入戶與中低收入戶名單，一人一列；與各校名單以證號比對，結果提供學校參考。同一月份重送即取代。",
            MaxBytes = 1L << 30,
            Limits = new FormatLimits { Rows = 1_000_000 },
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("month", "資料年月", Month)],
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號"], Example = "Y100000025" },
                new("kind", "類別", Cell.Code(Kinds)) { Required = true, Aliases = ["福利別", "身分別"], Example = "低收入戶" },
            ],
            Steps =
            [
                new SetStep.Check("low-income.twice", Severity.Error, "number", "與第 {0} 列證號相同", "一人只能有一列，請刪去多的一列", "low-income-check-twice"),
            ],
            Preview = new Preview("low-income-preview-counts"),
            LookedUpBy = ["number"],
            Fills = ["low_income_mark"],
            Accept = async (context, cancellation) =>
            {
                await context.RunAsync("low-income-apply", null, cancellation);
            },
        };
}

/// <summary>A pupil of a roll who stands on the latest list.</summary>
public sealed class LowIncomePupil : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Row.Person.PersonId;

    public required RollRow Row { get; init; }

    public required LowIncomeKind Kind { get; init; }

    /// <summary>低收入戶 or 中低收入戶.</summary>
    public string KindTitle => Kind == LowIncomeKind.Low ? "低收入戶" : "中低收入戶";
}

/// <summary>The latest list: its month and when it was received.</summary>
public sealed record LowIncomeState(int Month, DateTime ReceivedAt)
{
    /// <summary>115 年 9 月.</summary>
    public string MonthTitle => string.Create(CultureInfo.InvariantCulture, $"{Month / 100} 年 {Month % 100} 月");
}

/// <summary>Compares rolls with the latest list, by any number a pupil is or was known by.</summary>
public static class LowIncome
{
    /// <summary>衛福部最新資料時間; null: nothing was received yet.</summary>
    public static async Task<LowIncomeState?> LatestAsync(StudentNetDb db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var latest = await db.Set<LowIncomeMark>()
            .OrderByDescending(m => m.Month)
            .Select(m => new { m.Month, ReceivedAt = db.Set<Receipt>().Where(r => r.Id == m.ReceiptId).Select(r => (DateTime?)r.ReceivedAt).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellation);
        return latest is null ? null : new LowIncomeState(latest.Month, latest.ReceivedAt ?? default);
    }

    /// <summary>The pupils of a school's roll who stand on a month's list.</summary>
    public static IQueryable<LowIncomePupil> Of(StudentNetDb db, string school, Term term, int month)
    {
        ArgumentNullException.ThrowIfNull(db);
        var marked =
            from mark in db.Set<LowIncomeMark>().Where(m => m.Month == month)
            join identifier in db.Set<PersonIdentifier>() on mark.Number equals identifier.Number
            select new { identifier.PersonId, mark.Kind };
        return from row in RollRows.Of(db, school, term, new RollFilter())
            join mark in marked on row.Person.PersonId equals mark.PersonId
            orderby row.Pupil.Grade, row.Pupil.ClassName, row.Pupil.Seat
            select new LowIncomePupil { Row = row, Kind = mark.Kind };
    }
}
