namespace StudentNet.Platform.Web;

/// <summary>Everything the layout draws around a page. A signed-out visitor gets <see cref="SignedOut"/>.</summary>
public sealed record ShellModel
{
    /// <summary>The frame of somebody who has not signed in: no module, no name.</summary>
    public static ShellModel SignedOut { get; } = new();

    /// <summary>Modules with at least one function that this person may see, in M…U order.</summary>
    public IReadOnlyList<ShellModule> Modules { get; init; } = [];

    /// <summary>The function bar: functions of the current module, in printed order. Empty outside a module.</summary>
    public IReadOnlyList<ShellFunction> Functions { get; init; } = [];

    /// <summary>The function of this page, or null on pages without a printed code (home, password, help).</summary>
    public CurrentFunction? Function { get; init; }

    /// <summary>Name of the person, or null when nobody is signed in.</summary>
    public string? Person { get; init; }

    /// <summary>Duty of the person, for example 教務處註冊組.</summary>
    public string? Duty { get; init; }

    /// <summary>Organisation the person acts for, for example 測試縣立示範國小.</summary>
    public string? Organisation { get; init; }

    /// <summary>The side they stand on: 學校端, 縣市端, 教育部端 or 鄉鎮.</summary>
    public string? RoleTitle { get; init; }

    /// <summary>Whether the person holds several appointments and may work as another.</summary>
    public bool CanSwitch { get; init; }

    /// <summary>Functions of the person menu: accounts, runs, the training clock. They belong to no module.</summary>
    public IReadOnlyList<Crumb> Personal { get; init; } = [];

    /// <summary>How many things are due; null leaves the link out.</summary>
    public int? TodoCount { get; init; }

    /// <summary>The filing window of this function. A page that draws its own in the section "Banner" replaces it.</summary>
    public BannerModel? Banner { get; init; }

    /// <summary>Year and term or level, for example 115 學年度第 1 學期.</summary>
    public string? YearTag { get; init; }

    /// <summary>The page helpers that have something behind them; the others are left out.</summary>
    public IReadOnlyList<PageHelper> Helpers { get; init; } = [];

    /// <summary>Whether this is the training county, whose children are invented and whose clock can be moved.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Where whoever is signed in may move the training clock; null for a duty that may not.</summary>
    public string? ClockHref { get; init; }

    /// <summary>Now, in UTC: printed on paper, and shown in training mode where it may be moved.</summary>
    public DateTime Now { get; init; }

    /// <summary>Whether the pages for people outside (sign-in, activation) frame this request.</summary>
    public bool IsSignedOut => Person is null;
}

/// <summary>One module tab: letter, name and whether the page lies in it.</summary>
public sealed record ShellModule(char Letter, string Name, string Href, bool IsCurrent = false);

/// <summary>One entry of the function bar: N3 報到作業, with how it stands.</summary>
public sealed record ShellFunction(string Code, string Name, string Href, FunctionState State = FunctionState.Open, bool IsCurrent = false);

/// <summary>How a function stands for this organisation.</summary>
public enum FunctionState
{
    /// <summary>Can be worked on.</summary>
    Open,

    /// <summary>Submitted, nothing open and nothing changed since.</summary>
    Done,

    /// <summary>Submitted, but something is open or has changed since.</summary>
    Changed,

    /// <summary>The checkpoint or the closing has passed without a submission.</summary>
    Late,

    /// <summary>Its window is over; nothing was asked.</summary>
    Over,

    /// <summary>Its filing window is not open.</summary>
    Locked,
}

/// <summary>The function of the page: printed code, title, and the trail that leads to it.</summary>
public sealed record CurrentFunction(string Code, string Title)
{
    /// <summary>The trail after 首頁, without the page itself: N 新生管理, N3 報到作業.</summary>
    public IReadOnlyList<Crumb> Trail { get; init; } = [];
}

/// <summary>One step of the trail above the title.</summary>
public sealed record Crumb(string Text, string Href);
