using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>One transfer of a list, with the child and both schools.</summary>
public sealed class TransferRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Transfer.PersonId;

    public required SchoolTransfer Transfer { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    public string? From { get; init; }

    /// <summary>The school that received the child, else the one that is to.</summary>
    public string? To { get; init; }
}

/// <summary>Transfers within a <see cref="Scope"/>: the releasing school, the named one and the receiving one see them, and the counties of all three. Whoever shows rows records the look.</summary>
public sealed class TransferRoster(StudentNetDb db)
{
    public IQueryable<TransferRow> Within(Scope scope)
    {
        var transfers = db.Set<SchoolTransfer>()
            .AsNoTracking()
            .Within(
                scope,
                county: code => t => db.Set<Organisation>().Any(o => o.CountyCode == code && (o.Code == t.FromSchool || o.Code == t.ToSchool || o.Code == t.ReceivedBy)),
                school: code => t => t.FromSchool == code || t.ToSchool == code || t.ReceivedBy == code
            );
        return from found in transfers.WithPerson(db, t => t.PersonId)
            select new TransferRow
            {
                Transfer = found.Row,
                Person = found.Person,
                Number = found.Number,
                LastThree = found.LastThree,
                From = db.Set<Organisation>().Where(o => o.Code == found.Row.FromSchool).Select(o => o.Name).FirstOrDefault(),
                To = db.Set<Organisation>().Where(o => o.Code == (found.Row.ReceivedBy ?? found.Row.ToSchool)).Select(o => o.Name).FirstOrDefault(),
            };
    }

    /// <summary>Narrows to where they stand on a day (as <see cref="SchoolTransfer.State"/> says).</summary>
    public static IQueryable<TransferRow> Filter(IQueryable<TransferRow> rows, TransferState? state, DateOnly today)
    {
        var late = today.AddDays(-SchoolTransfer.DaysToArrive);
        return state switch
        {
            TransferState.Cancelled => rows.Where(r => r.Transfer.CancelledAt != null),
            TransferState.Received => rows.Where(r => r.Transfer.CancelledAt == null && r.Transfer.ReceivedAt != null),
            TransferState.Overdue => rows.Where(r => r.Transfer.CancelledAt == null && r.Transfer.ReceivedAt == null && r.Transfer.ReleasedOn <= late),
            TransferState.Waiting => rows.Where(r => r.Transfer.CancelledAt == null && r.Transfer.ReceivedAt == null && r.Transfer.ReleasedOn > late),
            _ => rows,
        };
    }
}

/// <summary>Words of a transfer's states.</summary>
public static class TransferWords
{
    public static Platform.Web.Status Of(TransferState state) =>
        state switch
        {
            TransferState.Waiting => new(Platform.Web.Tone.Info, "三日內待轉入"),
            TransferState.Overdue => new(Platform.Web.Tone.Bad, "逾三日未轉入"),
            TransferState.Received => new(Platform.Web.Tone.Ok, "已轉入"),
            _ => new(Platform.Web.Tone.None, "已取消"),
        };
}
