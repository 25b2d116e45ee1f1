using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>Which children stand in an answer, by name or number in any form in which they are shown, and whom the audit says it showed.</summary>
internal sealed class ChildrenSeen
{
    private readonly TestApp _app;
    private readonly IReadOnlyList<(long Person, string[] Signs)> _children;
    private Dictionary<(string Chain, int Lane), long> _heads = [];

    private ChildrenSeen(TestApp app, IReadOnlyList<(long, string[])> children)
    {
        _app = app;
        _children = children;
    }

    /// <summary>Learns the children of an application, and where its audit stands.</summary>
    public static async Task<ChildrenSeen> OfAsync(TestApp app)
    {
        var people = await app.Db(db => db.Set<Person>().Select(p => new { p.PersonId, p.Name }).ToListAsync());
        var numbers = (await app.Db(db => db.Set<PersonIdentifier>().ToListAsync())).ToLookup(i => i.PersonId, i => i.Number);
        // A name that a clerk or another child has too says nothing.
        var others = Persona.All.Select(p => p.Name).Concat(people.GroupBy(p => p.Name).Where(g => g.Count() > 1).Select(g => g.Key)).ToHashSet();
        var children = people.Select(p =>
            (p.PersonId, (string[])[.. others.Contains(p.Name) ? [] : new[] { p.Name }, .. numbers[p.PersonId].SelectMany(n => new[] { n, Masking.Number(n), Masking.NumberForFile(n) })])
        );
        var seen = new ChildrenSeen(app, [.. children]);
        seen._heads = await seen.HeadsAsync();
        return seen;
    }

    /// <summary>Whom an answer shows, and whom the entries name that were written since the last look.</summary>
    public async Task<(IReadOnlyList<long> Shown, IReadOnlyCollection<long> Recorded)> LookAsync(AskedAnswer answer)
    {
        var before = _heads;
        _heads = await HeadsAsync();
        var shown = In(answer.Body);
        return (shown, shown.Count == 0 ? [] : await RecordedAsync(before));
    }

    /// <summary>The children of a body: text, JSON, or a workbook.</summary>
    public IReadOnlyList<long> In(byte[] body)
    {
        var text = WebUtility.HtmlDecode(Text(body));
        return [.. _children.Where(c => c.Signs.Any(s => text.Contains(s, StringComparison.Ordinal))).Select(c => c.Person)];
    }

    private static string Text(byte[] body)
    {
        if (body is not [(byte)'P', (byte)'K', ..])
        {
            return Encoding.UTF8.GetString(body);
        }

        using var zip = new ZipArchive(new MemoryStream(body));
        return string.Join('\n', zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(Read));

        static string Read(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
    }

    private Task<Dictionary<(string Chain, int Lane), long>> HeadsAsync() =>
        _app.Db(db => db.Set<AuditHead>().AsNoTracking().ToDictionaryAsync(h => (h.Chain, h.Lane), h => h.Seq));

    private async Task<IReadOnlyCollection<long>> RecordedAsync(Dictionary<(string Chain, int Lane), long> before)
    {
        var recorded = new HashSet<long>();
        foreach (var ((chain, lane), _) in _heads.Where(h => before.GetValueOrDefault(h.Key) < h.Value))
        {
            var from = before.GetValueOrDefault((chain, lane));
            await _app.Db(async db =>
            {
                var entries = db.Set<AuditEntry>()
                    .Where(e => e.Chain == chain && e.Lane == lane && e.Seq > from && (e.Kind == AuditKind.Read || e.Kind == AuditKind.Export));
                recorded.UnionWith(await entries.Where(e => e.PersonId != null).Select(e => e.PersonId!.Value).ToListAsync());
                recorded.UnionWith(await db.Set<AuditShown>().Where(s => entries.Any(e => e.ShownSet == s.SetId)).Select(s => s.PersonId).ToListAsync());
            });
        }

        return recorded;
    }
}
