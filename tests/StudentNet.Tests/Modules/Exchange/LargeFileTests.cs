using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange;

/// <summary>
/// A file much larger than the memory it may take, through the page of a server in a process of its own. 200 MB by default; for the 1 GB set
/// <c>STUDENTNET_TEST_LARGE_MB=1024</c>. The file is made while it is sent and is kept by the server only.
/// </summary>
public sealed class LargeFileTests(ITestOutputHelper output)
{
    private const long MayGrowBy = 300L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task A_large_file_is_received_and_checked_in_bounded_memory()
    {
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("STUDENTNET_TEST_LARGE_MB") ?? "200", CultureInfo.InvariantCulture);
        await using var database = await TestDatabase.CreateAsync();
        await KilledImportTests.SeedAsync(database);
        await using var server = new ImportServer(database.Options);
        await server.StartAsync();
        using var visitor = server.Visitor();
        visitor.Http.Timeout = Patience;
        await SignIn.SignInAsync(visitor, Persona.Ministry);
        var page = await visitor.OpenAsync("/A6/new/marks");
        var before = server.Memory();

        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("large"), "Settings[set]" },
            { new StreamContent(new Lines((long)megabytes << 20)), "File", "large.csv" },
        };
        using var answer = await visitor.Http.PostAsync(new Uri("/A6/new/marks", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await ImportServer.UntilAsync(async () => await IsCheckedAsync(database), Patience);

        var after = server.Memory();
        var growth = after.Peak - before.Now;
        await using var db = database.OpenDb();
        var receipt = await db.Set<Receipt>().AsNoTracking().SingleAsync();
        output.WriteLine($"{receipt.FileLength >> 20:N0} MB, {receipt.Rows:N0} rows: working set {before.Now >> 20} MB before, peak {after.Peak >> 20} MB, growth {growth >> 20} MB");
        (receipt.Status, receipt.BadRows).ShouldBe((ReceiptStatus.Ready, 0));
        receipt.FileLength.ShouldBeGreaterThan((long)megabytes << 20);
        growth.ShouldBeLessThan(MayGrowBy);
    }

    private static async Task<bool> IsCheckedAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        var run = await db.Set<Run>().AsNoTracking().OrderByDescending(r => r.Id).FirstAsync();
        run.Failure.ShouldBeNull();
        return run.Status == RunStatus.Done;
    }

    /// <summary>Rows of a thousand characters, made as they are read, until there are enough.</summary>
    private sealed class Lines(long length) : Stream
    {
        private static readonly string Note = string.Concat(Enumerable.Repeat("範例備註、", 200));

        private byte[] _line = Encoding.UTF8.GetBytes("名稱,備註\n");
        private int _at;
        private long _made;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _made;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _line.Length)
            {
                if (_made > length)
                {
                    return 0;
                }

                _line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"row large-{_row++},{Note}\n"));
                _at = 0;
            }

            var read = Math.Min(count, _line.Length - _at);
            Array.Copy(_line, _at, buffer, offset, read);
            _at += read;
            _made += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
