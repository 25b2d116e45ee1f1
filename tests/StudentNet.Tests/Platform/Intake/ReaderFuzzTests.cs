using CsCheck;
using StudentNet.Platform.Files;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Damaged files of each kind give findings, never an exception, and cost little memory. XML and nested JSON: RecordReadingTests.</summary>
[WithoutDatabase]
public sealed class ReaderFuzzTests
{
    /// <summary>What reading a file of a few thousand bytes may allocate, whatever sizes it claims to have.</summary>
    private const long MostBytes = 64L << 20;

    private static readonly IReadOnlyDictionary<string, byte[]> Seeds = FuzzSeeds.All().ToDictionary(s => s.Kind, s => s.File);

    private static readonly string[] Headings = ["證號", "姓名", "生日", "性別", "備註"];

    private static readonly string[][] Rows = [.. Enumerable.Range(0, 30).Select(i => new[] { "A123456789", $"王測{i}", "108/10/05", "男", $"備註 {i}, \"x\"" })];

    public static TheoryData<string> Kinds => [.. Seeds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changed_bytes_are_findings(string kind)
    {
        var valid = Seeds[kind];
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 20].Sample(changes =>
        {
            var damaged = (byte[])valid.Clone();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            Judge(damaged);
        }, iter: 400);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Missing_and_doubled_stretches_are_findings(string kind)
    {
        var valid = Seeds[kind];
        Gen.Select(Gen.Int[0, valid.Length], Gen.Int[0, valid.Length], Gen.Bool).Sample((a, b, twice) =>
        {
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            Judge(twice ? [.. valid[..to], .. valid[from..]] : [.. valid[..from], .. valid[to..]]);
        }, iter: 300);
    }

    [Fact]
    public void Damaged_content_inside_an_intact_zip_is_findings()
    {
        foreach (var (kind, part) in ((TableKind, string)[])[(TableKind.Xlsx, "xl/worksheets/sheet1.xml"), (TableKind.Ods, "content.xml")])
        {
            var valid = SampleFormat.Write(kind, Headings, Rows);
            Gen.Select(Gen.Int[0, 4_000], Gen.Byte).Array[1, 12].Sample(changes => Judge(Repack(valid, part, changes)), iter: 300);
        }
    }

    [Fact]
    public void Any_bytes_at_all_are_findings() => Gen.Byte.Array[0, 600].Sample(bytes => Judge(bytes), iter: 2_000);

    /// <summary>Rows or findings, both fit for the database: no NUL, no half pairs.</summary>
    private static void Judge(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = SampleFormat.Read(file);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);

        foreach (var text in read.Rows.SelectMany(r => r).Concat(read.Findings.Select(f => f.Value ?? "")))
        {
            text.ShouldNotContain('\0');
            System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(text);
        }
    }

    private static byte[] Repack(byte[] file, string part, (int At, byte Value)[] changes)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var old = zip.GetEntry(part)!;
            using var content = new MemoryStream();
            using (var reading = old.Open())
            {
                reading.CopyTo(content);
            }

            var bytes = content.ToArray();
            foreach (var (at, value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            old.Delete();
            using var writing = zip.CreateEntry(part).Open();
            writing.Write(bytes);
        }

        return stream.ToArray();
    }
}
