using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// After a merge each entry of the child has the state that follows from all marks (decision 35) and the county of the latest residence, and
/// every school and county that had either record is told. The same after a merge was taken apart.
/// </summary>
internal sealed class EntriesAfterMerge(StudentNetDb db) : IFollowsPersonMerge
{
    public async Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        var (survivor, merged) = (done.Merge.Survivor, done.Merge.Merged);
        var people = done.IsApart ? new[] { survivor, merged } : [survivor];
        var entries = await db.Set<Entry>().Where(e => people.Contains(e.PersonId)).ToListAsync(cancellation);
        var marks = await db.Set<EntryMark>().AsNoTracking().Where(m => people.Contains(m.PersonId)).ToListAsync(cancellation);
        // A record that came to two residences by a merge has both open: the later one says where the child lives.
        var counties = (await db.Set<Residence>().Where(r => people.Contains(r.PersonId) && r.Until == null).OrderBy(r => r.Seq).Select(r => new { r.PersonId, r.CountyCode }).ToListAsync(cancellation))
            .GroupBy(r => r.PersonId)
            .ToDictionary(g => g.Key, g => g.Last().CountyCode);
        entries.AddRange(MissingEntries(people, entries, marks, act.At));
        var numbers = ResidenceNumbers(done);
        foreach (var entry in entries)
        {
            if (entry.ResidenceSeq is { } seq && CameWith(done, entry) && numbers.TryGetValue(seq, out var now))
            {
                entry.ResidenceSeq = now;
            }

            entry.CountyCode = counties.GetValueOrDefault(entry.PersonId) ?? entry.CountyCode;
            CarryNotFound(done, entry);
            EntryOutcome.Of(entry, [.. marks.Where(m => m.PersonId == entry.PersonId && m.Year == entry.Year && m.Level == entry.Level)]).ApplyTo(entry);
        }

        await EntryEvents.AppendAsync(
            db,
            act,
            entries,
            done.IsApart ? EntryEvents.TakenApart : EntryEvents.Merged,
            detail: done.IsApart ? null : $"{merged}",
            cancellation: cancellation
        );
        await CloseProposalsAsync(done, act, cancellation);
        await TellAsync(done, entries, marks, act, cancellation);
    }

    /// <summary>
    /// A school may have marked the one child after the merge, on the entry that goes back to the other record when it is taken apart: whom a
    /// school has must have an entry.
    /// </summary>
    private IEnumerable<Entry> MissingEntries(long[] people, List<Entry> entries, List<EntryMark> marks, DateTime at)
    {
        var missing = marks
            .Where(m => m.Stands && people.Contains(m.PersonId))
            .Select(m => (m.PersonId, m.Year, m.Level))
            .Distinct()
            .Where(m => !entries.Any(e => (e.PersonId, e.Year, e.Level) == m));
        foreach (var (person, year, level) in missing.ToList())
        {
            var entry = new Entry { PersonId = person, Year = year, Level = level, State = EntryState.Pending, Basis = AllocationBasis.Added, ChangedAt = at };
            db.Add(entry);
            yield return entry;
        }
    }

    /// <summary>A proposal of the merged record is answered: the child is one of the registry. Taken apart, it waits for the county again.</summary>
    private async Task CloseProposalsAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        foreach (var proposal in await db.Set<ProposedChild>().Where(p => p.PersonId == done.Merge.Merged).ToListAsync(cancellation))
        {
            if (done.IsApart)
            {
                (proposal.State, proposal.SameAs) = (ProposalState.Open, null);
            }
            else if (proposal.State != ProposalState.Merged)
            {
                (proposal.State, proposal.SameAs, proposal.AnsweredAt, proposal.AnsweredBy) = (ProposalState.Merged, done.Merge.Survivor, act.At, act.AccountId);
            }
        }
    }

    private async Task TellAsync(PersonMergeDone done, List<Entry> entries, List<EntryMark> marks, Act act, CancellationToken cancellation)
    {
        var before = done.Rows.Where(r => r.Table == "entry").Select(r => JsonDocument.Parse(r.Before)).ToList();
        var schools = marks.Where(m => m.Stands)
            .Select(m => m.SchoolCode)
            .Concat(entries.Where(e => e.PublishedAt is not null).Select(e => e.AllocatedSchool))
            .Concat(before.Where(r => Text(r, nameof(Entry.PublishedAt)) is not null).Select(r => Text(r, nameof(Entry.AllocatedSchool))))
            .OfType<string>()
            .Distinct()
            .ToList();
        var of = await db.Set<Organisation>().AsNoTracking().Where(o => schools.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.CountyCode, cancellation);
        var counties = of.Values.Concat(entries.Select(e => e.CountyCode)).Concat(before.Select(r => Text(r, nameof(Entry.CountyCode)))).OfType<string>().Distinct().ToList();
        before.ForEach(r => r.Dispose());

        var text = done.IsApart ? "一名學生的合併已取消，恢復為兩筆紀錄" : "一名學生的兩筆紀錄確認為同一人，已合併";
        Tell(schools, text, "/N3.31");
        Tell(counties, text, "/N7.21/same");
        foreach (var (stage, word, school, county) in new[]
            {
                (EntryStage.Registration, "重複報到", "/N3.31/conflicts", "/N3.21/conflicts"),
                (EntryStage.Admission, "重複入學", "/N5.31/conflicts", "/N5.21/conflicts"),
            })
        {
            foreach (var entry in entries)
            {
                var claims = EntryOutcome.Claims(marks.Where(m => m.PersonId == entry.PersonId && m.Year == entry.Year && m.Level == entry.Level), stage).ToList();
                if (claims.Count > 1)
                {
                    Tell(claims.Select(c => c.SchoolCode), $"{word}：本校的學生另有學校登錄", school);
                    Tell(claims.Select(c => of.GetValueOrDefault(c.SchoolCode)).Append(entry.CountyCode).OfType<string>().Distinct(), $"{word}：一名學生有兩所以上學校登錄", county);
                }
            }
        }

        void Tell(IEnumerable<string> organisations, string words, string link) =>
            db.AddRange(
                organisations.Select(o => new OrganisationNotice { OrganisationCode = o, Text = words, Link = link, PersonId = done.Merge.Survivor, At = act.At })
            );
    }

    /// <summary>Residences of the merged record count on behind those of the other: old number to new one, or back.</summary>
    private static Dictionary<int, int> ResidenceNumbers(PersonMergeDone done) =>
        done.Rows.Where(r => r.Table == "residence" && r.Change == MergedRowChange.Came)
            .Select(r =>
            {
                using var before = JsonDocument.Parse(r.Before);
                using var after = JsonDocument.Parse(r.KeyAfter!);
                return (Before: before.RootElement.GetProperty(nameof(Residence.Seq)).GetInt32(), After: after.RootElement[1].GetInt32());
            })
            .ToDictionary(n => done.IsApart ? n.After : n.Before, n => done.IsApart ? n.Before : n.After);

    /// <summary>
    /// What the comparison found of the entry that was set aside is found of the child. The entry learns it in the moment of the merge, which
    /// also says, when the merge is taken apart, that it did not know it before.
    /// </summary>
    private static void CarryNotFound(PersonMergeDone done, Entry entry)
    {
        if (done.IsApart)
        {
            entry.NotFoundAt = entry.NotFoundAt == done.Merge.At ? null : entry.NotFoundAt;
        }
        else if (entry.NotFoundAt is null && done.Rows.Any(r => r is { Table: "entry", Change: MergedRowChange.SetAside } && WasNotFound(r.Before, entry)))
        {
            entry.NotFoundAt = done.Merge.At;
        }

        static bool WasNotFound(string row, Entry entry)
        {
            using var json = JsonDocument.Parse(row);
            return json.RootElement.GetProperty(nameof(Entry.Year)).GetInt32() == entry.Year.Roc
                && json.RootElement.GetProperty(nameof(Entry.Level)).GetInt32() == (int)entry.Level
                && Text(json, nameof(Entry.NotFoundAt)) is not null;
        }
    }

    private static bool CameWith(PersonMergeDone done, Entry entry)
    {
        var owner = done.IsApart ? done.Merge.Merged : done.Merge.Survivor;
        return entry.PersonId == owner && done.Rows.Any(r => r.Table == "entry" && r.Change == MergedRowChange.Came && Is(r.KeyAfter!, entry));

        static bool Is(string key, Entry entry)
        {
            using var json = JsonDocument.Parse(key);
            return json.RootElement[1].GetInt32() == entry.Year.Roc && json.RootElement[2].GetInt32() == (int)entry.Level;
        }
    }

    private static string? Text(JsonDocument row, string property) => row.RootElement.GetProperty(property).GetString();
}
