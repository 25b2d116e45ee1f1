using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Looks at the container of an .xls before its reader does. The reader sets memory aside for whatever sizes the file claims to have; here a size
/// that the file cannot hold is "broken". Format: [MS-CFB], a small file system of sectors with a table (FAT) that says which follows which.
/// </summary>
internal static class CompoundFileGuard
{
    /// <summary>65,536 rows of 256 columns, all the format can hold in a sheet, are smaller than this in practice; CSV and XLSX have no such limit.</summary>
    private const long MaxBytes = 128L << 20;

    private const int HeaderBytes = 512;

    /// <summary>2⁹. The standard knows sectors of 2¹² too; no Excel writes a workbook so, and the reader does not read it.</summary>
    private const int SectorBytes = 512;
    private const int NumbersInSector = SectorBytes / sizeof(uint);
    private const int TablesInHeader = 109;
    private const int DirectoryEntryBytes = 128;

    /// <summary>Shorter streams lie together in one of their own; no program writes a workbook so short.</summary>
    private const int SmallestStream = 4_096;

    /// <summary>Sector numbers above this are marks: end of chain, free, table.</summary>
    private const uint LastSector = 0xFFFF_FFFA;

    /// <summary>Why a compound file is not opened; null when it may be.</summary>
    public static Problem? Check(Stream stream)
    {
        if (stream.Length > MaxBytes)
        {
            return new Problem("file.too-big-for-xls", $"Excel 97-2003（.xls）檔超過 {MaxBytes >> 20} MB，無法讀取", "請在 Excel 開啟原檔，另存為 .xlsx 或 CSV（UTF-8）後再上傳");
        }

        return Container.Open(stream) is { } container && container.HoldsWhatItClaims() ? null : WorkbookSource.Broken();
    }

    /// <summary>The content of the stream of one of these names, piece by piece; none where the file has none, or it lies among the small ones.</summary>
    public static IEnumerable<byte[]> Content(Stream stream, params IReadOnlyList<string> names) => Container.Open(stream)?.Content(names) ?? [];

    private sealed class Container
    {
        private readonly Stream _stream;
        private readonly long _sectors;
        private readonly uint _firstOfDirectory;
        private readonly List<uint> _tables;

        private Container(Stream stream, ReadOnlySpan<byte> header)
        {
            _stream = stream;
            _sectors = (stream.Length - HeaderBytes + SectorBytes - 1) / SectorBytes;
            _firstOfDirectory = BinaryPrimitives.ReadUInt32LittleEndian(header[0x30..]);
            _tables = [.. Numbers(header[0x4C..]).Take(TablesInHeader)];
        }

        /// <summary>Null when the header is none, or its list of tables is longer than so small a file needs.</summary>
        public static Container? Open(Stream stream)
        {
            var header = new byte[HeaderBytes];
            stream.Position = 0;
            if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
                || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x1E)) is not 9
                || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x20)) is not 6)
            {
                return null;
            }

            var container = new Container(stream, header);
            return container.ReadFurtherTables(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(0x44)), BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(0x48)))
                ? container
                : null;
        }

        /// <summary>Every stream of the directory is at most as long as the file, and the directory ends.</summary>
        public bool HoldsWhatItClaims()
        {
            var sector = _firstOfDirectory;
            for (var read = 0L; sector <= LastSector; read++)
            {
                if (read > _sectors || Sector(sector) is not { } entries)
                {
                    return false;
                }

                for (var at = 0; at < entries.Length; at += DirectoryEntryBytes)
                {
                    const byte StreamType = 2, RootType = 5;
                    if (entries[at + 66] is StreamType or RootType && BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan(at + 120)) > _stream.Length)
                    {
                        return false;
                    }
                }

                if (Next(sector) is not { } next)
                {
                    return false;
                }

                sector = next;
            }

            return true;
        }

        public IEnumerable<byte[]> Content(IReadOnlyList<string> names)
        {
            if (Find(names) is not var (sector, length) || length < SmallestStream)
            {
                yield break;
            }

            for (var left = (long)length; left > 0 && sector <= LastSector && Sector(sector) is { } content; left -= SectorBytes)
            {
                yield return content;
                if (Next(sector) is not { } next)
                {
                    yield break;
                }

                sector = next;
            }
        }

        private (uint First, uint Length)? Find(IReadOnlyList<string> names)
        {
            var sector = _firstOfDirectory;
            for (var read = 0L; sector <= LastSector && read <= _sectors && Sector(sector) is { } entries; read++)
            {
                for (var at = 0; at < entries.Length; at += DirectoryEntryBytes)
                {
                    var length = Math.Min(64, (int)BinaryPrimitives.ReadUInt16LittleEndian(entries.AsSpan(at + 64)));
                    var name = System.Text.Encoding.Unicode.GetString(entries, at, Math.Max(0, length - 2));
                    if (names.Contains(name))
                    {
                        return (BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan(at + 116)), BinaryPrimitives.ReadUInt32LittleEndian(entries.AsSpan(at + 120)));
                    }
                }

                if (Next(sector) is not { } next)
                {
                    break;
                }

                sector = next;
            }

            return null;
        }

        /// <summary>Large files list the sectors of their table in a chain of sectors of its own.</summary>
        private bool ReadFurtherTables(uint sector, uint count)
        {
            var mostTables = _sectors / NumbersInSector + 1;
            if (count > mostTables / (NumbersInSector - 1) + 1)
            {
                return false;
            }

            for (; count > 0; count--)
            {
                if (Sector(sector) is not { } content)
                {
                    return false;
                }

                var numbers = Numbers(content);
                _tables.AddRange(numbers[..^1]);
                sector = numbers[^1];
            }

            return true;
        }

        private uint? Next(uint sector)
        {
            var table = (int)(sector / NumbersInSector);
            return table < _tables.Count && Sector(_tables[table]) is { } numbers ? Numbers(numbers)[(int)(sector % NumbersInSector)] : null;
        }

        /// <summary>Null where the file does not reach.</summary>
        private byte[]? Sector(uint number)
        {
            if (number >= _sectors)
            {
                return null;
            }

            var content = new byte[SectorBytes];
            _stream.Position = HeaderBytes + (long)number * SectorBytes;
            _stream.ReadAtLeast(content, SectorBytes, throwOnEndOfStream: false);
            return content;
        }

        private static uint[] Numbers(ReadOnlySpan<byte> bytes)
        {
            var numbers = MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(numbers, numbers);
            }

            return numbers;
        }
    }
}
