namespace StudentNet.Platform.Web;

/// <summary>One of the six helpers beside the title, for the function of the page. Only those with something behind them are given.</summary>
public sealed record PageHelper(PageHelperKind Kind, string? Href)
{
    /// <summary>What a function has by itself: its text in the manual and the same as a file, where there is one, and the capture button.</summary>
    public static IReadOnlyList<PageHelper> For(string code) => ManualLibrary.Has(code)
        ? [new(PageHelperKind.Help, $"/help/{code}"), new(PageHelperKind.Manual, $"/help/{code}?handler=File"), Capture]
        : [Capture];

    /// <summary>截圖功能: a picture of the page as it stands.</summary>
    public static PageHelper Capture { get; } = new(PageHelperKind.Capture, null);

    /// <summary>The printed word.</summary>
    public string Word => Kind switch
    {
        PageHelperKind.Help => "內頁說明",
        PageHelperKind.Answers => "常見問題",
        PageHelperKind.Videos => "影音連結",
        PageHelperKind.Ask => "我要發問",
        PageHelperKind.Manual => "手冊下載",
        _ => "截圖功能",
    };

    /// <summary>The icon before the word.</summary>
    public string Icon => Kind switch
    {
        PageHelperKind.Help => "info-circle",
        PageHelperKind.Answers => "question-circle",
        PageHelperKind.Videos => "play-btn",
        PageHelperKind.Ask => "chat-dots",
        PageHelperKind.Manual => "journal-arrow-down",
        _ => "camera",
    };
}

/// <summary>The six helpers, in the order in which every page shows them.</summary>
public enum PageHelperKind
{
    /// <summary>內頁說明.</summary>
    Help,

    /// <summary>常見問題.</summary>
    Answers,

    /// <summary>影音連結.</summary>
    Videos,

    /// <summary>我要發問.</summary>
    Ask,

    /// <summary>手冊下載.</summary>
    Manual,

    /// <summary>截圖功能.</summary>
    Capture,
}
