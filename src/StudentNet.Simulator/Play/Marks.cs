using System.Globalization;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>A row of a school's list on the page.</summary>
/// <param name="Id">Key of its fields.</param>
/// <param name="Mark">What is chosen: 1 here, 2 or 3 not here, empty: nothing yet.</param>
public sealed record ListRow(string Id, ChildKey Key, string Mark);

/// <summary>What a clerk says about a child.</summary>
/// <param name="Mark">1 here, 2 or 3 not here, 0 nothing.</param>
public sealed record Saying(string Mark, string Reason = "", string Detail = "")
{
    public static readonly Saying Here = new("1");

    public static readonly Saying Nothing = new("0");
}

/// <summary>Reads and fills in the list of N3.31 and N5.31.</summary>
internal static class Marks
{
    /// <summary>The rows that the page shows.</summary>
    public static IReadOnlyList<ListRow> Rows(Screen page)
    {
        var rows = new List<ListRow>();
        foreach (var row in page.Document.QuerySelectorAll("tr[data-row]"))
        {
            var id = row.GetAttribute("data-row")!;
            var born = row.QuerySelector(".c-b time")?.TextContent ?? row.QuerySelector(".c-b")?.TextContent ?? "";
            if (!RocDate.TryParse(Screen.Fold(born), out var day))
            {
                page.Refuse($"no birth date in row {id}");
            }

            var chosen = row.QuerySelector($"input[name='mark.{id}'][checked]")?.GetAttribute("value") ?? "";
            var number = Screen.Fold(row.QuerySelector(".c-id")?.TextContent ?? "").Split(' ')[0];
            rows.Add(new ListRow(id, new ChildKey(Screen.Fold(row.QuerySelector(".c-name")?.TextContent ?? ""), day, number), chosen == "0" ? "" : chosen));
        }

        return rows;
    }

    /// <summary>Saves the whole form, as somebody does whose browser runs no script.</summary>
    public static async Task SaveAsync(Screen page, IReadOnlyCollection<(ListRow Row, Saying Saying)> said, CancellationToken cancellation)
    {
        if (said.Count == 0)
        {
            return;
        }

        var form = page.Form(selector: "form#marks");
        foreach (var (row, saying) in said)
        {
            form.Set($"mark.{row.Id}", saying.Mark);
            if (saying.Reason.Length > 0)
            {
                form.Put($"reason.{row.Id}", saying.Reason).Put($"detail.{row.Id}", saying.Detail);
            }
        }

        await form.SubmitAsync("儲存", cancellation);
    }

    /// <summary>Ticks rows and presses 「設為已報到」.</summary>
    public static async Task BatchAsync(Screen page, IReadOnlyCollection<ListRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var form = page.Form(selector: "form#marks");
        foreach (var row in rows)
        {
            form.Tick("pick", row.Id);
        }

        var answer = await form.PressAsync("batch", "1", cancellation);
        if (answer.Has("#asked"))
        {
            await answer.Form(selector: "#asked form").PressAsync("batch", "1", cancellation);
        }
    }

    /// <summary>Numbers as pages print them.</summary>
    public static int Number(string text) => int.Parse(Screen.Fold(text), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
