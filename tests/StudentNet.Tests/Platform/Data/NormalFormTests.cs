using System.Text;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

/// <summary>Our own normal form of Unicode against a program that is not ours: PostgreSQL has its own tables.</summary>
[OnOneDatabase(OneDatabase.Server)]
public sealed class NormalFormTests
{
    private const int Texts = 20_000;

    [Fact]
    public async Task Every_way_to_write_a_name_in_Unicode_gives_one_name()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Postgres, "Only PostgreSQL normalises texts.");
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.Options.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select s, normalize(s, nfc), normalize(s, nfd) from unnest($1) s", connection)
        {
            Parameters = { new() { Value = Characters().Concat(Marked()).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var (looked, changed, different) = (0, 0, new List<string>());
        while (await reader.ReadAsync())
        {
            var (text, composed, decomposed) = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
            looked++;
            changed += text == decomposed ? 0 : 1;
            var name = NameText.Normalise(text);
            if (name != NameText.Normalise(composed) || name != NameText.Normalise(decomposed))
            {
                different.Add(string.Join(' ', text.EnumerateRunes().Select(r => $"{r.Value:X4}")));
            }
        }

        different.ShouldBeEmpty();
        looked.ShouldBeGreaterThan(190_000);
        changed.ShouldBeGreaterThan(25_000, "Hangul, Latin with marks and compatibility characters do come apart");
    }

    /// <summary>Each character of the planes that names are written with; the others have none that comes apart in a name.</summary>
    private static IEnumerable<string> Characters() =>
        Enumerable.Range(1, 0xFFFF).Concat(Enumerable.Range(0x20000, 0x20000)).Where(point => Rune.IsValid(point)).Select(char.ConvertFromUtf32);

    /// <summary>Letters with up to four marks in any order.</summary>
    private static IEnumerable<string> Marked()
    {
        var chance = new Random(1);
        int[] letters = [.. Enumerable.Range('A', 26), .. Enumerable.Range('a', 26), .. Enumerable.Range(0xC0, 0x180), .. Enumerable.Range(0x1100, 0x13)];
        int[] marks = [.. Enumerable.Range(0x300, 0x70), .. Enumerable.Range(0x1161, 0x15), .. Enumerable.Range(0x11A8, 0x1B)];
        for (var i = 0; i < Texts; i++)
        {
            var text = new StringBuilder(char.ConvertFromUtf32(letters[chance.Next(letters.Length)]));
            for (var j = chance.Next(5); j > 0; j--)
            {
                text.Append(char.ConvertFromUtf32(marks[chance.Next(marks.Length)]));
            }

            yield return text.ToString();
        }
    }
}
