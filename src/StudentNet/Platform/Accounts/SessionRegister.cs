using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// Begins, finds, lists and ends the sessions of signed-in browsers.
/// </summary>
public sealed class SessionRegister(StudentNetDb db, WallClock wall)
{
    private const int KeyBytes = 16;

    // A row is written at most this often, however many pages are opened with it.
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    /// <summary>Begins a session. Tracked, not saved.</summary>
    /// <returns>The key for the cookie, to be had only now.</returns>
    public async Task<string> BeginAsync(Account account, Appointment appointment, SignInOrigin origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(appointment);
        ArgumentNullException.ThrowIfNull(origin);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        await ForgetAsync(account, cancellation);
        db.Add(new AccountSession
        {
            KeyHash = HashOf(key),
            AccountId = account.Id,
            AppointmentId = appointment.Id,
            Stamp = account.SecurityStamp,
            BeganAt = wall.Now,
            SeenAt = wall.Now,
            Address = origin.Address,
            Browser = origin.Browser,
        });
        return key;
    }

    /// <summary>
    /// The caller behind a cookie's key; null where the session has ended, or the appointment it works as is not in force today or its organisation
    /// has closed. Notes that the browser was seen.
    /// </summary>
    public async Task<Caller?> FindAsync(string key, DateOnly today, CancellationToken cancellation = default)
    {
        var hash = HashOf(key);
        var found = await Open()
            .AsNoTracking()
            .Where(s => s.KeyHash == hash)
            .Select(s => new
            {
                s.Id,
                s.SeenAt,
                s.Appointment,
                s.Appointment.Organisation,
                Others = s.Account.Appointments.Any(o => o.Id != s.AppointmentId && o.AcceptedAt != null && o.From <= today && (o.To == null || o.To > today)),
            })
            .SingleOrDefaultAsync(cancellation);
        if (found is null || !Callers.IsGood(found.Appointment, found.Organisation, today))
        {
            return null;
        }

        var now = wall.Now;
        if (now - found.SeenAt >= SeenStep)
        {
            // Nothing anybody decided, so no act: the time alone, which the list of sessions shows.
            await db.Set<AccountSession>().Where(s => s.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancellation);
        }

        return Callers.Of(found.Appointment, found.Organisation) with { SessionId = found.Id, HasOtherAppointments = found.Others };
    }

    /// <summary>Whose a session was, whether or not it has run out meanwhile; null: there is none, or it was ended on purpose.</summary>
    public async Task<long?> AccountOfAsync(string key, CancellationToken cancellation = default)
    {
        var hash = HashOf(key);
        return await db.Set<AccountSession>().Where(s => s.KeyHash == hash && s.Stamp == s.Account.SecurityStamp).Select(s => (long?)s.AccountId).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>The sessions that still open something: not idle for too long, not too old, and not begun before the last change of the password.</summary>
    public IQueryable<AccountSession> Open()
    {
        var (seen, began) = (wall.Now - AccountSession.Idle - SeenStep, wall.Now - AccountSession.Longest);
        return db.Set<AccountSession>().Where(s => s.SeenAt > seen && s.BeganAt > began && s.Stamp == s.Account.SecurityStamp);
    }

    /// <summary>Goes on as another appointment of the account. Tracked, not saved.</summary>
    public async Task WorkAsAsync(long sessionId, Appointment appointment, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(appointment);
        if (await db.Set<AccountSession>().SingleOrDefaultAsync(s => s.Id == sessionId && s.AccountId == appointment.AccountId, cancellation) is { } session)
        {
            session.AppointmentId = appointment.Id;
        }
    }

    /// <summary>
    /// Ends sessions, as one act, with a record for the holder of each. One that has ended meanwhile is passed over: two pages may end the same.
    /// </summary>
    /// <param name="happened">What the records say.</param>
    /// <param name="address">Where the end was asked for; null: not from the holder's side.</param>
    public Task<int> EndAsync(IReadOnlyList<AccountSession> sessions, SignInEvent happened, Act act, string? address, CancellationToken cancellation = default)
    {
        var ids = sessions.Select(s => s.Id).ToList();
        db.AddRange(sessions.Select(s => new SignInRecord { AccountId = s.AccountId, At = wall.Now, Event = happened, Address = address }));
        return db.WriteAsync(act, () => db.Set<AccountSession>().Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(cancellation), cancellation);
    }

    // Rows of browsers that were closed without signing out.
    private Task<int> ForgetAsync(Account account, CancellationToken cancellation)
    {
        var (id, open) = (account.Id, Open());
        return db.Set<AccountSession>().Where(s => s.AccountId == id && !open.Any(o => o.Id == s.Id)).ExecuteDeleteAsync(cancellation);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
