using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Files;

/// <summary>An OpenDocument spreadsheet (ODF 1.2): every text cell is typed as text.</summary>
internal sealed class OdsWriter : TableWriter
{
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private const string MimeType = "application/vnd.oasis.opendocument.spreadsheet";

    private readonly ZipArchive _zip;
    private readonly XmlWriter _content;
    private bool _inSheet;

    public OdsWriter(Stream target)
    {
        _zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        // The format asks for the type as first entry, uncompressed, so that programs can read it at a fixed place.
        var type = _zip.CreateEntry("mimetype", CompressionLevel.NoCompression);
        type.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using (var stream = type.Open())
        {
            stream.Write(Encoding.ASCII.GetBytes(MimeType));
        }

        using (var manifest = Part(_zip, "META-INF/manifest.xml"))
        {
            manifest.WriteStartElement("manifest", "manifest", Manifest);
            manifest.WriteAttributeString("version", Manifest, "1.2");
            Entry(manifest, "/", MimeType);
            Entry(manifest, "content.xml", "text/xml");
        }

        _content = Part(_zip, "content.xml");
        _content.WriteStartElement("office", "document-content", Office);
        _content.WriteAttributeString("xmlns", "table", null, Table);
        _content.WriteAttributeString("xmlns", "text", null, Text);
        _content.WriteAttributeString("version", Office, "1.2");
        _content.WriteStartElement("body", Office);
        _content.WriteStartElement("spreadsheet", Office);
    }

    public override ValueTask SheetAsync(string name, IReadOnlyList<string> headings)
    {
        EndSheet();
        _inSheet = true;
        _content.WriteStartElement("table", Table);
        _content.WriteAttributeString("name", Table, CleanText.Of(name));
        return RowAsync(headings);
    }

    public override ValueTask RowAsync(IReadOnlyList<object?> cells)
    {
        _content.WriteStartElement("table-row", Table);
        foreach (var cell in cells)
        {
            _content.WriteStartElement("table-cell", Table);
            if (cell is string text)
            {
                _content.WriteAttributeString("value-type", Office, "string");
                foreach (var line in CleanText.Of(text).Split('\n'))
                {
                    _content.WriteStartElement("p", Text);
                    Paragraph(line);
                    _content.WriteEndElement();
                }
            }
            else if (cell is not null)
            {
                _content.WriteAttributeString("value-type", Office, "float");
                _content.WriteAttributeString("value", Office, Convert.ToString(cell, CultureInfo.InvariantCulture));
            }

            _content.WriteEndElement();
        }

        _content.WriteEndElement();
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        EndSheet();
        _content.Dispose();
        _zip.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Blanks in a row collapse in the format unless they are written as elements.</summary>
    private void Paragraph(string line)
    {
        var text = line.AsSpan();
        while (text.Length > 0)
        {
            var blanks = text.IndexOfAnyExcept(' ') is >= 0 and var end ? end : text.Length;
            if (blanks > 0)
            {
                _content.WriteStartElement("s", Text);
                _content.WriteAttributeString("c", Text, blanks.ToString(CultureInfo.InvariantCulture));
                _content.WriteEndElement();
                text = text[blanks..];
                continue;
            }

            var words = text.IndexOfAny(' ', '\t') is >= 0 and var next ? next : text.Length;
            if (words == 0)
            {
                _content.WriteStartElement("tab", Text);
                _content.WriteEndElement();
                text = text[1..];
                continue;
            }

            _content.WriteString(new string(text[..words]));
            text = text[words..];
        }
    }

    private void EndSheet()
    {
        if (_inSheet)
        {
            _content.WriteEndElement();
            _inSheet = false;
        }
    }

    /// <summary>Opens a part of the zip; disposing the writer ends it and all elements still open.</summary>
    private static XmlWriter Part(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        // A file's date would make two exports of the same rows differ.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return XmlWriter.Create(
            entry.Open(),
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                CloseOutput = true,
                CheckCharacters = false,
            }
        );
    }

    private static void Entry(XmlWriter manifest, string path, string type)
    {
        manifest.WriteStartElement("file-entry", Manifest);
        manifest.WriteAttributeString("full-path", Manifest, path);
        manifest.WriteAttributeString("media-type", Manifest, type);
        manifest.WriteEndElement();
    }
}
