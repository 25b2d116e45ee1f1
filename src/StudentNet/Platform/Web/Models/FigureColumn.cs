using StudentNet.Platform.Files;
using StudentNet.Platform.Jobs;

namespace StudentNet.Platform.Web;

/// <summary>A column of a file that holds a figure of <c>figures.csv</c>: it is headed as the figure is called on the pages.</summary>
public static class FigureColumn
{
    private static readonly Lazy<FigureTitles> Titles = new(FigureTitles.Load);

    /// <param name="name">Name in <c>figures.csv</c>; one without a row is a bug and throws.</param>
    public static TableColumn<T> Of<T>(string name, Func<T, object?> value) => new(TitleOf(name), value);

    /// <summary>What the figure is called.</summary>
    public static string TitleOf(string name) => Titles.Value.Of(name).Title;
}
