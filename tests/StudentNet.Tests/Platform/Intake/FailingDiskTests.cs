using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>
/// A file that our own disk cannot give is not broken: reading says what the disk said, so that the run waits and the sender is told nothing wrong.
/// </summary>
[WithoutDatabase]
public sealed class FailingDiskTests
{
    private const int InputOutput = 5;
    private const int Places = 40;

    private static readonly IReadOnlyDictionary<string, byte[]> Seeds = FuzzSeeds.All()
        .Select(s => (s.Kind, s.File))
        .Concat(RecordExample.All.Where(e => e.Rejected == 0).Select(e => ($"records {e.File}", Bytes(e))))
        .ToDictionary(s => s.Item1, s => s.Item2);

    public static TheoryData<string> Kinds => [.. Seeds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_error_of_our_own_disk_is_never_taken_for_a_broken_file(string kind)
    {
        var (bytes, isRecord) = (Seeds[kind], kind.StartsWith("records", StringComparison.Ordinal));
        IReadOnlyDictionary<string, object?> settings = isRecord ? new Dictionary<string, object?> { ["year"] = 115, ["term"] = "1" } : new Dictionary<string, object?>();
        var said = 0;
        for (var place = 0; place < Places; place++)
        {
            using var disk = new FailingDisk(bytes, bytes.Length * place / Places);
            try
            {
                // What needs none of the bytes that cannot be had is read as ever.
                SampleFormat.Read(disk, isRecord ? RecordFormat.Format : SampleFormat.Format, settings).HasFailed.ShouldBeFalse($"{kind} at {place}");
            }
            catch (Exception e) when (Outage.Of(e) == Outage.DiskFailed)
            {
                said++;
            }
        }

        said.ShouldBeGreaterThan(Places / 2, "most places are read");
    }

    private static byte[] Bytes(RecordExample example)
    {
        using var file = example.Open();
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>A file of which one byte cannot be read.</summary>
    private sealed class FailingDisk(byte[] bytes, int at) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => Reading(count, () => base.Read(buffer, offset, count));

        public override int ReadByte() => Reading(1, base.ReadByte);

        public override int Read(Span<byte> buffer)
        {
            Look(buffer.Length);
            return base.Read(buffer);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        private int Reading(int count, Func<int> read)
        {
            Look(count);
            return read();
        }

        private void Look(int count)
        {
            if (Position <= at && at < Position + count)
            {
                throw new IOException("Input/output error", InputOutput);
            }
        }
    }
}
