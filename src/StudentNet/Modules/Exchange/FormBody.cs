using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.Exchange;

/// <summary>
/// A form with a file, read as it comes in: the fields that stand before the file, then the file, which nobody has kept yet.
/// What stands behind the file is not read.
/// </summary>
/// <param name="Content">The first file; null where there is none.</param>
/// <param name="FileName">Its name, where the sender said one.</param>
/// <param name="Fields">Fields that stood before it.</param>
internal sealed record FormBody(Stream? Content, string? FileName, IReadOnlyDictionary<string, string> Fields)
{
    private const int LongestField = 1024;
    private const int MostFields = 20;
    private const int LongestBoundary = 70;

    /// <summary>Reads up to the first file; null for a body that is no such form.</summary>
    public static async Task<FormBody?> OpenAsync(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (fields.Count <= MostFields && await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    break;
                }

                if (disposition.IsFileDisposition())
                {
                    return new FormBody(new Part(section.Body), FileNameOf(disposition), fields);
                }

                if (HeaderUtilities.RemoveQuotes(disposition.Name).Value is { } field && await FieldAsync(section.Body, cancellation) is { } value)
                {
                    fields[field] = value;
                }
            }
        }
        catch (Exception e) when (BrokenFile.Is(e) && e is not BadHttpRequestException)
        {
            return null;
        }

        return new FormBody(null, null, fields);
    }

    /// <summary>The name that a sender gave a file.</summary>
    public static string? FileNameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value is { Length: > 0 } name ? name : null;

    private static async Task<string?> FieldAsync(Stream body, CancellationToken cancellation)
    {
        var bytes = new byte[LongestField];
        var length = await body.ReadAtLeastAsync(bytes, LongestField, throwOnEndOfStream: false, cancellation);
        return length < LongestField ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>A file as it comes in; where the form ends before it does, that is told as the sender's mistake, as the end of a bare body is.</summary>
    private sealed class Part(Stream form) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await form.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (BrokenFile.Is(e) && e is not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The form ended too early.", StatusCodes.Status400BadRequest, e);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read as it comes in.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
