using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Operations.A5Clock;

/// <summary>A5 訓練時鐘: moves the clock of a training installation, so that a course can walk through the year. Anywhere else it is not there.</summary>
[Function("A5")]
public sealed class ClockModel(StudentNetDb db, TrainingClock clock, IWindows windows) : FunctionPage
{
    private static readonly DateOnly First = new(2025, 8, 1);
    private static readonly DateOnly Last = new(2032, 7, 31);

    [BindProperty, Display(Name = "日期"), Required]
    public DateOnly? Day { get; set; }

    [BindProperty, Display(Name = "時刻"), Required]
    public string? Time { get; set; }

    [BindProperty, Display(Name = "跳到")]
    public string? Station { get; set; }

    public IReadOnlyList<SelectListItem> Stations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!clock.IsTraining)
        {
            return NotFound();
        }

        (Day, Time) = (Today, Moment.Clock(Now));
        await LoadAsync(cancellation);
        return Page();
    }

    /// <summary>Sets a day and time.</summary>
    public async Task<IActionResult> OnPostSetAsync(CancellationToken cancellation)
    {
        if (!clock.IsTraining)
        {
            return NotFound();
        }

        if (!TimeOnly.TryParseExact(Time, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            ModelState.AddModelError(nameof(Time), "時刻請用 24 小時制，例如 09:00。");
        }

        if (Day < First || Day > Last)
        {
            ModelState.AddModelError(nameof(Day), $"練習環境的日期在 {RocDate.Format(First)} 到 {RocDate.Format(Last)} 之間。");
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellation);
            return this.Unprocessable();
        }

        return await MoveAsync(TaipeiTime.ToUtc(Day!.Value.ToDateTime(time)), cancellation);
    }

    /// <summary>Jumps to an instant of the calendar.</summary>
    public async Task<IActionResult> OnPostJumpAsync(CancellationToken cancellation)
    {
        if (!clock.IsTraining)
        {
            return NotFound();
        }

        await LoadAsync(cancellation);
        if (Stations.All(s => s.Value != Station))
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(Station), "請選擇要跳到的時間。");
            (Day, Time) = (Today, Moment.Clock(Now));
            return this.Unprocessable();
        }

        return await MoveAsync(DateTime.Parse(Station!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), cancellation);
    }

    private async Task<RedirectToPageResult> MoveAsync(DateTime to, CancellationToken cancellation)
    {
        await clock.SetAsync(db, to, Act("移動訓練時鐘", detail: to.ToString("O", CultureInfo.InvariantCulture)), cancellation);
        this.Tell($"現在是 {Moment.Full(to)}。到期的排程會依序補做。");
        return RedirectToPage();
    }

    /// <summary>Nine in the morning of the day a window opens, of a checkpoint and of a closing, for this year and the next.</summary>
    private async Task LoadAsync(CancellationToken cancellation)
    {
        var book = await windows.BookAsync(Caller.Organisation.CountyCode, cancellation);
        var level = Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var entry = WorkingYear.ForEntry(Today);
        var stations = new List<(DateOnly Day, string Title)>();
        foreach (var row in book.Calendar.All)
        {
            foreach (var year in new[] { entry, entry.Next }.Where(y => y == entry || row.FollowsEntry))
            {
                var span = book.Span(row, year, level, null);
                Add(span.Opens, $"{row.FullTitle}開放");
                Add(span.LastInstant, $"{row.FullTitle}截止");
                if (book.Calendar.CheckpointOf(row) is { } checkpoint)
                {
                    Add(CountyWindows.InstantOf(checkpoint, year), checkpoint.Title);
                }
            }
        }

        Stations =
        [
            .. stations
                .Distinct()
                .OrderBy(s => s.Day)
                .Select(s => new SelectListItem(
                    $"{RocDate.FormatWithWeekday(s.Day)} {s.Title}",
                    TaipeiTime.ToUtc(s.Day.ToDateTime(new TimeOnly(9, 0))).ToString("O", CultureInfo.InvariantCulture)
                )),
        ];

        void Add(DateTime? at, string title)
        {
            if (at is { } instant && TaipeiTime.Today(instant) is var day && day >= First && day <= Last)
            {
                stations.Add((day, title));
            }
        }
    }
}
