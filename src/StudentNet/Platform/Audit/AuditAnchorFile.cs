using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>What became of keeping an anchor.</summary>
public enum AnchorKeeping
{
    Kept,

    /// <summary>Nothing was written since.</summary>
    Unchanged,

    /// <summary>The signature of the file that is there is not by the key: somebody has changed it.</summary>
    FileAltered,

    /// <summary>An entry that an earlier anchor names is gone or is another one.</summary>
    AuditAltered,
}

/// <summary>
/// The newest anchor of the audit in the data folder (<c>audit-heads.txt</c>) and the key that signs it (<c>keys/audit-signing.pem</c>). Kept by
/// every server, each minute in which something was written.
/// </summary>
public sealed class AuditAnchorFile(DataOptions data)
{
    /// <summary>Where it lies.</summary>
    public string FilePath { get; } = Path.Combine(data.Folder, "audit-heads.txt");

    private string KeyPath { get; } = Path.Combine(data.Folder, "keys", "audit-signing.pem");

    /// <summary>The key; made at the first need.</summary>
    public ECDsa OpenKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(KeyPath))
        {
            DataFolder.Make(Path.GetDirectoryName(KeyPath)!);
            // Whole at once: a second server that starts in this moment reads all of one key or makes none.
            var draft = Draft(key.ExportPkcs8PrivateKeyPem());
            try
            {
                File.Move(draft, KeyPath, overwrite: false);
            }
            catch (IOException) when (File.Exists(KeyPath))
            {
                File.Delete(draft);
            }
        }

        key.ImportFromPem(File.ReadAllText(KeyPath));
        return key;
    }

    /// <summary>The anchor of the file; null where there is none yet. A file that was altered is an anchor of nothing (<paramref name="isAltered"/>).</summary>
    public AuditAnchor? Read(out bool isAltered) => Read(FilePath, out isAltered);

    /// <summary>The same of a copy that was kept elsewhere.</summary>
    public AuditAnchor? Read(string path, out bool isAltered)
    {
        isAltered = false;
        if (!File.Exists(path))
        {
            return null;
        }

        using var key = OpenKey();
        var anchor = AuditAnchor.Parse(File.ReadAllText(path), key);
        isAltered = anchor is null;
        return anchor;
    }

    /// <summary>
    /// Takes an anchor and replaces the file as a whole. An anchor that the database no longer agrees with is never replaced: it is the proof.
    /// </summary>
    public async Task<AnchorKeeping> KeepAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var before = Read(out var isAltered);
        if (isAltered)
        {
            return AnchorKeeping.FileAltered;
        }

        var anchor = await AuditAnchor.TakeAsync(db, now, cancellation);
        var changed = (before?.Heads ?? []).Except(anchor.Heads).ToList();
        foreach (var head in changed)
        {
            var there = await db.Set<AuditEntry>()
                .AsNoTracking()
                .Where(e => e.Chain == head.Chain && e.Lane == head.Lane && e.Seq == head.Seq)
                .Select(e => e.Hash)
                .SingleOrDefaultAsync(cancellation);
            if (there != head.Hash)
            {
                return AnchorKeeping.AuditAltered;
            }
        }

        if (before is not null && changed.Count == 0 && before.Heads.Count == anchor.Heads.Count)
        {
            return AnchorKeeping.Unchanged;
        }

        using var key = OpenKey();
        File.Move(Draft(anchor.ToText(key)), FilePath, overwrite: true);
        return AnchorKeeping.Kept;
    }

    /// <summary>A file with the text, to be moved to its place; what a killed program leaves of it goes with the other temporary files.</summary>
    private string Draft(string text)
    {
        var path = Path.Combine(DataFolder.Make(Path.Combine(data.Folder, "temp")).FullName, Path.GetRandomFileName());
        try
        {
            using var writer = new StreamWriter(DataFolder.Create(path));
            writer.Write(text);
        }
        catch (IOException)
        {
            // A full disk would get another half of one each minute.
            File.Delete(path);
            throw;
        }

        return path;
    }
}
