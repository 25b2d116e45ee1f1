using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace StudentNet.Modules.Students.Q2Records.Reading;

/// <summary>The pupils of a file of student records, one after the other as JSON; only the one under way is in memory.</summary>
internal interface IPupils : IDisposable
{
    /// <summary>What the bytes turned out to be: <c>JSON，UTF-8</c>.</summary>
    string Kind { get; }

    /// <summary>Number of the pupil under way, from 1.</summary>
    int Number { get; }

    /// <summary>The pupil under way as JSON, sound UTF-8.</summary>
    ReadOnlyMemory<byte> Pupil { get; }

    /// <summary>Values that stand before the pupils: 學校代碼, 學年, 學期.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Head { get; }

    /// <summary>Why reading ended before the end of the file.</summary>
    Problem? FileProblem { get; }

    bool Read();
}

/// <summary>Makes the bytes of a pupil such that no reader of text throws on them.</summary>
internal static partial class SoundJson
{
    /// <summary>Bytes that are no UTF-8 and halves of pairs become U+FFFD, which is then a finding of its place.</summary>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        if (Utf8.IsValid(json) && json.IndexOf("\\u"u8) < 0)
        {
            return json.ToArray();
        }

        return Encoding.UTF8.GetBytes(Halves().Replace(Encoding.UTF8.GetString(json), "\\uFFFD"));
    }

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Halves();
}
