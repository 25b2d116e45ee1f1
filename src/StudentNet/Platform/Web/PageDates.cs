namespace StudentNet.Platform.Web;

/// <summary>Dates as pages write them: without the year where it is this one, with it where it is not.</summary>
public sealed class PageDates(TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>09/01 23:59.</summary>
    public string Short(DateTime utc) => Moment.Short(utc, Now);

    /// <summary>09/01.</summary>
    public string Short(DateOnly day) => RocDate.Short(day, TaipeiTime.Today(Now));

    /// <summary>09/30（三）23:59.</summary>
    public string Deadline(DateTime utc) => Moment.Deadline(utc, Now);

    /// <summary>09/30（三）.</summary>
    public string Deadline(DateOnly day) => Moment.Deadline(day, TaipeiTime.Today(Now));
}
