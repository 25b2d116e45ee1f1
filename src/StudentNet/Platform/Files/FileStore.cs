using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Files;

/// <summary>
/// The bytes that were received, under the data folder, by their SHA-256: the same file sent twice is kept once, and nothing is ever
/// overwritten. A row that names a hash may rely on the bytes being on the disk.
/// </summary>
public sealed class FileStore(DataOptions options)
{
    private const int BufferSize = 128 << 10;
    private const string Restore = "請告訴客服這件收件的編號；系統管理人員可用 verify-files 找出受影響的檔案，由備份還原";

    private string Folder => Path.Combine(options.Folder, "files");

    /// <summary>
    /// Streams bytes to the disk and returns them once they are safe there; null when there are more than <paramref name="maxBytes"/>. Nothing of
    /// them stays unless they are kept.
    /// </summary>
    public async Task<IncomingBytes?> ReceiveAsync(Stream source, long maxBytes, CancellationToken cancellation = default)
    {
        var partial = DataFolder.Create(Path.Combine(DataFolder.Make(DataFolder.Incoming(options)).FullName, Path.GetRandomFileName()));
        StoredFile? stored = null;
        try
        {
            stored = await WriteAsync(source, partial, maxBytes, cancellation);
        }
        finally
        {
            if (stored is null)
            {
                File.Delete(partial.Name);
                await partial.DisposeAsync();
            }
        }

        return stored is null ? null : new IncomingBytes(partial, PathOf(stored.Hash), stored);
    }

    /// <summary>Opens stored bytes for reading from the start; a hash that was never stored is a bug and throws.</summary>
    public FileStream Open(string hash) =>
        new(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan | FileOptions.Asynchronous);

    /// <summary>
    /// Opens stored bytes to hand them to somebody, having made sure that they are still those that were received; else what to say instead.
    /// </summary>
    public async Task<(FileStream? Content, Problem? Problem)> OpenCheckedAsync(string hash, CancellationToken cancellation = default)
    {
        if (!Has(hash))
        {
            return (null, new Problem("file.missing", "原檔不在資料夾裡，無法提供", Restore));
        }

        var content = Open(hash);
        if (await HashAsync(content, long.MaxValue, cancellation) != hash)
        {
            await content.DisposeAsync();
            return (null, new Problem("file.altered", "原檔與收件時的內容不同，不提供下載", Restore));
        }

        content.Position = 0;
        return (content, null);
    }

    /// <summary>Whether the bytes of a hash are there.</summary>
    public bool Has(string hash) => File.Exists(PathOf(hash));

    /// <summary>The hash of bytes that are not to be kept; null when there are more than <paramref name="maxBytes"/>.</summary>
    public static async Task<string?> HashAsync(Stream source, long maxBytes, CancellationToken cancellation = default) =>
        (await CopyAsync(source, Stream.Null, maxBytes, cancellation))?.Hash;

    private static async Task<StoredFile?> WriteAsync(Stream source, FileStream target, long maxBytes, CancellationToken cancellation)
    {
        var stored = await CopyAsync(source, target, maxBytes, cancellation);
        if (stored is not null)
        {
            // A receipt promises that the file survives a power cut: only fsync keeps that promise.
            target.Flush(flushToDisk: true);
        }

        return stored;
    }

    private static async Task<StoredFile?> CopyAsync(Stream source, Stream target, long maxBytes, CancellationToken cancellation)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                length += read;
                if (length > maxBytes)
                {
                    return null;
                }

                sha.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return new StoredFile(Convert.ToHexStringLower(sha.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string PathOf(string hash)
    {
        // Hashes come from rows and addresses; only what a hash can be may become a path.
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("Not a SHA-256 in lower-case hexadecimal.", nameof(hash));
        }

        return Path.Combine(Folder, hash[..2], string.Create(CultureInfo.InvariantCulture, $"{hash}.bin"));
    }
}

/// <summary>Bytes in the store.</summary>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
/// <param name="Length">Bytes.</param>
public sealed record StoredFile(string Hash, long Length);

/// <summary>
/// Bytes that are on the disk and belong to nothing yet: whoever writes a row that names them keeps them before it commits, all others leave nothing.
/// The file stays open, and so locked, until then: a server that starts meanwhile does not take it for a leftover.
/// </summary>
public sealed class IncomingBytes : IDisposable
{
    private readonly FileStream _partial;
    private readonly string _final;
    private bool _isKept;

    internal IncomingBytes(FileStream partial, string final, StoredFile stored) => (_partial, _final, Stored) = (partial, final, stored);

    /// <summary>What they are known by once they are kept.</summary>
    public StoredFile Stored { get; }

    /// <summary>Puts them into the store; said twice, it is said once.</summary>
    public void Keep()
    {
        if (_isKept)
        {
            return;
        }

        var folder = DataFolder.Make(Path.GetDirectoryName(_final)!).FullName;
        File.Move(_partial.Name, _final, overwrite: true);
        DataFolder.FlushNames(folder);
        _isKept = true;
        // Whoever reads them next may do so before the request that brought them is over.
        _partial.Dispose();
    }

    /// <summary>Removes them unless they were kept.</summary>
    public void Dispose()
    {
        if (!_isKept)
        {
            File.Delete(_partial.Name);
        }

        _partial.Dispose();
    }
}
