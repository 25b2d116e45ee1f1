using System.Buffers.Binary;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// What the reader of .xls does not tell: which cells hold an error value, and whether days are counted from 1904. Format: [MS-XLS], records of a
/// type, a length and their content; only the few that matter are looked into.
/// </summary>
internal sealed class XlsCells
{
    /// <summary>Errors kept; a sheet of ours has a handful, and one of nothing but errors is refused for its first ones.</summary>
    private const int MaxErrors = 1 << 20;

    private const ushort Beginning = 0x0809, End = 0x000A, Sheet = 0x0085, DateMode = 0x0022, Formula = 0x0006, BoolOrError = 0x0205;

    private readonly Dictionary<(int Sheet, int Row, int Column), byte> _errors = [];

    /// <summary>Whether days are counted from 1904.</summary>
    public bool Is1904 { get; private set; }

    /// <summary>The error value that a cell shows; null where it shows none. All from 0.</summary>
    public string? Error(int sheet, int row, int column) =>
        _errors.TryGetValue((sheet, row, column), out var code)
            ? code switch
            {
                0x00 => "#NULL!",
                0x07 => "#DIV/0!",
                0x0F => "#VALUE!",
                0x17 => "#REF!",
                0x1D => "#NAME?",
                0x24 => "#NUM!",
                _ => "#N/A",
            }
            : null;

    /// <summary>Looks through the workbook of a compound file that has passed <see cref="CompoundFileGuard"/>.</summary>
    public static XlsCells Read(Stream stream)
    {
        var cells = new XlsCells();
        var records = new Records(CompoundFileGuard.Content(stream, "Workbook", "Book"));
        var sheets = new List<long>();
        var (depth, sheet) = (0, -1);
        Span<byte> head = stackalloc byte[16];
        while (records.Next(head))
        {
            switch (records.Type)
            {
                case Beginning:
                    if (depth++ == 0)
                    {
                        sheet = sheets.IndexOf(records.Position);
                    }

                    break;
                case End:
                    depth = Math.Max(0, depth - 1);
                    break;
                case DateMode:
                    cells.Is1904 = head[0] == 1;
                    break;
                // Type 0: a sheet of rows.
                case Sheet when head[5] == 0:
                    sheets.Add(BinaryPrimitives.ReadUInt32LittleEndian(head));
                    break;
                case BoolOrError when head[7] == 1:
                    cells.Add(sheet, head, head[6]);
                    break;
                case Formula when head[12] == 0xFF && head[13] == 0xFF && head[6] == 2:
                    cells.Add(sheet, head, head[8]);
                    break;
            }
        }

        return cells;
    }

    private void Add(int sheet, ReadOnlySpan<byte> head, byte code)
    {
        if (sheet >= 0 && _errors.Count < MaxErrors)
        {
            _errors[(sheet, BinaryPrimitives.ReadUInt16LittleEndian(head), BinaryPrimitives.ReadUInt16LittleEndian(head[2..]))] = code;
        }
    }

    /// <summary>Records one after the other, of which the first bytes are kept.</summary>
    private sealed class Records(IEnumerable<byte[]> content)
    {
        private readonly IEnumerator<byte[]> _content = content.GetEnumerator();
        private byte[] _piece = [];
        private int _at;
        private long _read;

        public ushort Type { get; private set; }

        /// <summary>Where the record begins in its stream.</summary>
        public long Position { get; private set; }

        public bool Next(Span<byte> head)
        {
            Position = _read;
            Span<byte> beginning = stackalloc byte[4];
            if (Take(beginning) < beginning.Length)
            {
                return false;
            }

            Type = BinaryPrimitives.ReadUInt16LittleEndian(beginning);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(beginning[2..]);
            head.Clear();
            var kept = Math.Min(length, head.Length);
            return Take(head[..kept]) == kept && Skip(length - kept);
        }

        private int Take(Span<byte> into)
        {
            var taken = 0;
            while (taken < into.Length && Ensure())
            {
                var part = Math.Min(into.Length - taken, _piece.Length - _at);
                _piece.AsSpan(_at, part).CopyTo(into[taken..]);
                (taken, _at, _read) = (taken + part, _at + part, _read + part);
            }

            return taken;
        }

        private bool Skip(int bytes)
        {
            while (bytes > 0)
            {
                if (!Ensure())
                {
                    return false;
                }

                var part = Math.Min(bytes, _piece.Length - _at);
                (bytes, _at, _read) = (bytes - part, _at + part, _read + part);
            }

            return true;
        }

        private bool Ensure()
        {
            while (_at >= _piece.Length)
            {
                if (!_content.MoveNext())
                {
                    return false;
                }

                (_piece, _at) = (_content.Current, 0);
            }

            return true;
        }
    }
}
