using System.Text;
using System.Text.Json;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Tells JSON from other text, and a document from lines of objects, by the beginning of the file.</summary>
internal static class JsonSources
{
    /// <summary>The reader that fits; null where the text is no JSON.</summary>
    public static IRowSource? Open(Stream stream, Encoding encoding, string encodingName)
    {
        bool isLines;
        using (var buffer = new JsonBuffer(stream, encoding))
        {
            var head = buffer.Rest.TrimStart(" \t\r\n"u8);
            if (!LooksLikeJson(head))
            {
                return null;
            }

            bool? decided = head[0] == '{' ? AreLines(head) : false;
            while (decided is null && !buffer.IsLast && !buffer.IsFull)
            {
                buffer.Fill();
                decided = AreLines(buffer.Rest.TrimStart(" \t\r\n"u8));
            }

            isLines = decided is true;
        }

        return isLines ? new JsonLinesSource(stream, encoding, encodingName) : new JsonDocumentSource(stream, encoding, encodingName);
    }

    /// <summary>Whether the text begins as JSON does; a heading such as <c>[範例國小]</c> does not.</summary>
    private static bool LooksLikeJson(ReadOnlySpan<byte> head) =>
        head.StartsWith("{"u8)
        || (head.StartsWith("["u8) && head[1..].TrimStart(" \t\r\n"u8) is var rest && (rest.IsEmpty || "{[\"]"u8.Contains(rest[0])));

    /// <summary>A first object without an array of objects in it that ends on its own line; null while its end is not in sight.</summary>
    private static bool? AreLines(ReadOnlySpan<byte> head)
    {
        var lineEnd = head.IndexOf((byte)'\n');
        try
        {
            var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(JsonText.Options));
            reader.Read();
            var hasArray = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    var end = (int)reader.BytesConsumed;
                    return head[end..].TrimStart(" \t\r\n"u8).StartsWith("{"u8) || (!hasArray && head[..end].IndexOf((byte)'\n') < 0);
                }

                if (!reader.Read())
                {
                    return null;
                }

                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    hasArray = true;
                    var inside = reader;
                    if (inside.Read() && inside.TokenType == JsonTokenType.StartObject)
                    {
                        return false;
                    }
                }

                if (!reader.TrySkip())
                {
                    return null;
                }
            }
        }
        catch (JsonException)
        {
            // Broken in its first object: lines if a further object begins on the next one.
            return lineEnd >= 0 && head[(lineEnd + 1)..].TrimStart(" \t\r\n"u8).StartsWith("{"u8);
        }

        return null;
    }
}
