using System.Buffers.Binary;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake.Reading;

/// <summary>A binary workbook that claims what it cannot hold is broken before anything is set aside for it.</summary>
[WithoutDatabase]
public sealed class CompoundFileGuardTests
{
    private const int SectorShift = 0x1E, TableOfDirectory = 0x44, CountOfTables = 0x48;

    /// <summary>Header and table before it, one entry before it, and where in an entry the size stands.</summary>
    private const int SizeOfWorkbook = 512 + 512 + 128 + 120;

    private static readonly string[] Headings = ["證號", "姓名", "生日", "性別", "備註"];

    private static readonly string[][] Rows = [["A123456789", "王測一", "108/10/05", "男", ""]];

    [Fact]
    public void A_workbook_is_read() => Read(_ => { }).Rows.Count.ShouldBe(1);

    [Fact]
    public void Sectors_larger_than_the_file_are_broken() => ShouldBeBroken(file => file[SectorShift] = 28);

    [Fact]
    public void More_tables_than_the_file_has_room_for_are_broken() => ShouldBeBroken(file =>
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(TableOfDirectory), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(CountOfTables), 1_000_000);
    });

    [Fact]
    public void A_stream_longer_than_the_file_is_broken() =>
        ShouldBeBroken(file => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(SizeOfWorkbook), int.MaxValue));

    [Fact]
    public void A_directory_without_end_is_broken() => ShouldBeBroken(file => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(512 + 4), 1));

    [Fact]
    public void A_cell_beyond_the_last_column_of_the_format_is_broken()
    {
        var width = Enumerable.Repeat("", 300).Append("遠").ToArray();
        var read = SampleFormat.Read(XlsFile.Of([Headings, .. Rows, width]));
        read.Findings.ShouldContain(f => f.Problem.Code == "file.broken");
    }

    [Fact]
    public void More_rows_than_the_format_has_are_broken() => ShouldBeBroken(file =>
    {
        // The DIMENSIONS record of the sheet: its number, its length, first row, row after the last.
        var dimensions = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x00, 0x02, 14, 0]);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(dimensions + 4 + 4), int.MaxValue);
    });

    private static void ShouldBeBroken(Action<byte[]> damage)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Read(damage);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.broken");
    }

    private static ReadFile Read(Action<byte[]> damage)
    {
        var file = XlsFile.Of([Headings, .. Rows]);
        damage(file);
        return SampleFormat.Read(file);
    }
}
