namespace StudentNet.Platform.Intake;

/// <summary>One value of a code table: what is stored, the code and the words by which files may say it.</summary>
/// <param name="Stored">What the database keeps: an enum's name or the code itself.</param>
/// <param name="Code">Code for files: <c>1</c>.</param>
/// <param name="Title">Words for people, which files may use too: 男.</param>
public sealed record CodeRow(string Stored, string Code, string Title)
{
    /// <summary>Other spellings that senders use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>The values a coded column may hold.</summary>
public sealed class CodeTable
{
    private readonly Dictionary<string, string> _stored = new(StringComparer.OrdinalIgnoreCase);

    public CodeTable(string title, params IReadOnlyList<CodeRow> rows)
    {
        Title = title;
        Rows = rows;
        foreach (var row in rows)
        {
            foreach (var spelling in row.Aliases.Append(row.Code).Append(row.Title))
            {
                _stored.TryAdd(spelling, row.Stored);
            }
        }
    }

    /// <summary>Title for the documentation: 性別.</summary>
    public string Title { get; }

    public IReadOnlyList<CodeRow> Rows { get; }

    /// <summary>What is stored for a code, a title or an alias; null for anything else.</summary>
    public string? Find(string text) => _stored.GetValueOrDefault(text);

    /// <summary>Words for a stored value; the value itself where the table has lost it.</summary>
    public string TitleOf(string stored) => Rows.FirstOrDefault(r => r.Stored == stored)?.Title ?? stored;
}
