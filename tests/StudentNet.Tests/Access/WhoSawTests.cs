using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>Decision 112: of every child it can be told who saw it. Asked of the running application, answer by answer, for whatever shows a child.</summary>
[Collection(nameof(EverybodyAsked))]
public sealed class WhoSawTests(EverybodyAsked asked)
{
    [Fact]
    public void No_answer_shows_a_child_without_an_entry_that_names_the_child()
    {
        var showing = asked.Answers.Where(a => a.Shown.Count > 0).ToList();
        var silent = showing
            .Select(a => (Answer: a, Missing: a.Shown.Except(a.Recorded).ToList()))
            .Where(a => a.Missing.Count > 0)
            .Select(a => $"{a.Answer.Asker} {a.Answer.Row.Method} {a.Answer.Row.Path}: {string.Join(' ', a.Missing)}");

        string.Join('\n', silent).ShouldBeEmpty("Record whom a page shows: AuditReadAsync with the rows; rows of exports are IAboutPerson.");
        showing.Select(a => $"{a.Row.Method} {a.Row.Endpoint}").Distinct().Count().ShouldBeGreaterThan(40, "If the children in the answers are not seen, nothing is judged.");
    }

    [Fact]
    public async Task Whoever_was_told_that_there_is_no_such_thing_left_an_entry_of_the_attempt_and_no_child_is_named_by_one()
    {
        var entries = await asked.App.Db(db => db.Set<AuditEntry>().Where(e => e.Kind == AuditKind.Refused).ToListAsync());
        var appointments = await asked.App.Db(db => db.Set<StudentNet.Platform.Accounts.Appointment>().ToDictionaryAsync(a => a.Id, a => a.PersonName));
        var known = entries.Select(e => (appointments[e.AppointmentId!.Value], e.Function)).ToHashSet();
        var names = AccessAsker.Names.Zip(AccessAsker.Personas).Where(a => a.Second is not null).ToDictionary(a => a.First, a => a.Second!.Name);
        var refused = asked.Answers.Where(a => a.Status == 404 && names.ContainsKey(a.Asker)).ToList();

        var silent = refused
            .Select(a => (Who: names[a.Asker], Function: asked.FunctionOf(a.Row)))
            .Distinct()
            .Where(a => !known.Contains(a))
            .Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Who} {a.Function}"));

        string.Join('\n', silent).ShouldBeEmpty();
        refused.Count.ShouldBeGreaterThan(500);
        entries.ShouldAllBe(e => e.PersonId == null && e.ShownSet == null);
    }
}
