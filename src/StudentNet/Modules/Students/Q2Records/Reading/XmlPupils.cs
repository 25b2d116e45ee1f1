using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.Students.Q2Records.Reading;

/// <summary>
/// Pupils of a 3.0 XML file, turned into the JSON of our schema as they stream by: groups become objects, repeated elements arrays. DTDs and
/// entities are refused; school, year and term are those said beside the file, because 3.0 has no place for them.
/// </summary>
internal sealed class XmlPupils : IPupils
{
    private const string PupilElement = "學生基本資料";
    private const int MaxDepth = 20;
    private const int MaxNodes = 20_000;
    private const int MaxCharacters = 1 << 20;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RecordSchema _schema;
    private readonly XmlReader _xml;
    private readonly SparseMarkup _markup;
    private int _nodes;
    private int _characters;

    // 3.0 files of older systems say encoding="Big5".
    static XmlPupils() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public XmlPupils(Stream stream, RecordSchema schema)
    {
        _schema = schema;
        stream.Position = 0;
        _markup = new SparseMarkup(stream);
        _xml = XmlReader.Create(
            _markup,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersFromEntities = 1,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                CheckCharacters = true,
                CloseInput = false,
            }
        );
    }

    public string Kind => "XML 3.0";

    public int Number { get; private set; }

    public ReadOnlyMemory<byte> Pupil { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Head => [];

    public Problem? FileProblem { get; private set; }

    public bool Read()
    {
        try
        {
            while (!_xml.EOF && FileProblem is null)
            {
                if (_xml.NodeType == XmlNodeType.Element && _xml.Depth == 1 && _xml.LocalName == PupilElement)
                {
                    return ReadPupil();
                }

                if (!_xml.Read())
                {
                    break;
                }

                _markup.CheckDepth(_xml.Depth);
            }

            FileProblem ??= Number > 0 ? null : new Problem("record.no-pupils", $"找不到 <{PupilElement}>", "XML 須為學籍交換 3.0：根元素之下每位學生一個 <學生基本資料>");
        }
        catch (Exception exception) when (BrokenFile.IsByLibrary(exception))
        {
            FileProblem = _markup.Problem ?? Broken(exception);
        }

        return false;
    }

    public void Dispose() => _xml.Dispose();

    private bool ReadPupil()
    {
        (_nodes, _characters) = (0, 0);
        if (Tree() is not { } tree)
        {
            FileProblem = new Problem("xml.long", $"第 {Number + 1:N0} 筆太大或層數太多，沒有讀取", "請確認每位學生各為一個 <學生基本資料>");
            return false;
        }

        Number++;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            Write(tree, _schema.Pupil, json);
        }

        Pupil = stream.ToArray();
        return true;
    }

    /// <summary>The element on which the reader stands, with all that is in it; the reader then stands behind it. Null where it is beyond measure.</summary>
    private Element? Tree()
    {
        if (++_nodes > MaxNodes || _xml.Depth > MaxDepth)
        {
            return null;
        }

        var element = new Element(_xml.LocalName);
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return element;
        }

        _xml.Read();
        while (_xml.NodeType != XmlNodeType.EndElement)
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (Tree() is not { } child)
                    {
                        return null;
                    }

                    element.Children.Add(child);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    var text = _xml.Value;
                    if ((_characters += text.Length) > MaxCharacters)
                    {
                        return null;
                    }

                    element.Text.Append(text);
                    _xml.Read();
                    break;
                default:
                    if (!_xml.Read())
                    {
                        return element;
                    }

                    break;
            }
        }

        _xml.Read();
        return element;
    }

    private static void Write(Element element, SchemaNode? node, Utf8JsonWriter json)
    {
        if (element.Children.Count == 0 && node is not { IsObject: true })
        {
            json.WriteStringValue(element.Text.ToString());
            return;
        }

        json.WriteStartObject();
        foreach (var same in element.Children.GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(same.Key);
            var child = node?.Properties.GetValueOrDefault(same.Key);
            if (child?.Items is { } items)
            {
                json.WriteStartArray();
                foreach (var each in same)
                {
                    Write(each, items, json);
                }

                json.WriteEndArray();
            }
            else
            {
                // 3.0 allows it once. A second one is written too: the check then says that the key is there twice.
                Write(same.First(), child, json);
                foreach (var more in same.Skip(1).Take(1))
                {
                    json.WritePropertyName(same.Key);
                    Write(more, child, json);
                }
            }
        }

        json.WriteEndObject();
    }

    private static Problem Broken(Exception exception) =>
        exception is XmlException xml
            ? new Problem(
                xml.Message.Contains("DTD", StringComparison.Ordinal) ? "xml.dtd" : "xml.broken",
                xml.Message.Contains("DTD", StringComparison.Ordinal)
                    ? "檔案含 DTD（<!DOCTYPE …>），基於安全不讀取"
                    : $"XML 在第 {xml.LineNumber:N0} 行第 {xml.LinePosition:N0} 字處語法錯誤或不完整",
                xml.Message.Contains("DTD", StringComparison.Ordinal) ? "請刪去 <!DOCTYPE …> 這一行與實體宣告後再上傳" : "請核對這個位置的標籤，或確認檔案已完整傳輸"
            )
            : new Problem("xml.broken", "XML 的編碼與宣告不符，無法讀取", "請以 UTF-8 重新產生檔案");

    private sealed class Element(string name)
    {
        public string Name { get; } = name;

        public StringBuilder Text { get; } = new();

        public List<Element> Children { get; } = [];
    }
}
