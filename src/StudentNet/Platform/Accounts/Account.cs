using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>What one person (or one school's AA account) signs in with. What it may do stands in its <see cref="Appointment"/>s.</summary>
public sealed class Account : IVersioned
{
    public long Id { get; init; }

    /// <summary>As <see cref="Accounts.SignInName.Normalise"/> gives it. A person's own number or e-mail: never shown to anybody else (domain §11).</summary>
    public required string SignInName { get; set; }

    /// <summary>
    /// Not null: this is only a name that somebody had before (<see cref="SignInNameChange"/>). Nobody signs in with it, nobody gets it, and whoever is appointed
    /// by it is appointed as the account of this key.
    /// </summary>
    public long? RenamedTo { get; set; }

    /// <summary>Where a forgotten password is reset from: confirmed by its holder with a code mailed to it. Null: only the helpdesk can reset.</summary>
    public string? Email { get; set; }

    /// <summary>ASP.NET Identity's hash; null until the account is activated.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every change of the password: sessions begun before it end.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>Wrong passwords and codes from places that the account never signed in from, since the last right one or the last lock.</summary>
    public int FailedAttempts { get; set; }

    /// <summary>Until when such places are locked. Others have locks of their own (<see cref="SignInSource"/>).</summary>
    public DateTime? LockedUntil { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ActivatedAt { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>The appointment worked as last time; sign-in begins with it.</summary>
    public long? LastAppointmentId { get; set; }

    /// <summary>The authenticator's secret, encrypted with the keys of the installation; null: the account has none.</summary>
    public string? AuthenticatorKey { get; set; }

    public DateTime? AuthenticatorSince { get; set; }

    /// <summary>Time step of the last code that was taken: each is good once.</summary>
    public long AuthenticatorStep { get; set; }

    public int Version { get; set; }

    public List<Appointment> Appointments { get; } = [];

    /// <summary>Wrong passwords from one browser or network that lock it out of the account.</summary>
    public const int Attempts = 5;

    /// <summary>Wrong passwords from places that the account never signed in from that lock all such places out: guessing from many addresses.</summary>
    public const int StrangersAttempts = 50;

    /// <summary>How long a lock lasts.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>An act of the account's own, signed in or not.</summary>
    /// <param name="appointment">What it works as; null where it has no duty in force.</param>
    public Act Act(SignInEvent happened, Appointment? appointment, DateTime at) =>
        new(happened.Title(), SignInCheck.Function, at, appointment?.OrganisationCode, appointment?.Organisation.AuditChain ?? Data.Act.NationalChain)
        {
            AccountId = Id,
            AppointmentId = appointment?.Id,
        };
}

/// <summary>What was tried with an account, for its owner to look through (帳號登入紀錄).</summary>
public sealed class SignInRecord
{
    public long Id { get; init; }

    public required long AccountId { get; init; }

    public required DateTime At { get; init; }

    public required SignInEvent Event { get; init; }

    /// <summary>Network address it came from.</summary>
    public string? Address { get; init; }
}

/// <summary>Kinds of <see cref="SignInRecord"/>.</summary>
public enum SignInEvent
{
    SignedIn,
    PasswordAccepted,
    WrongCode,
    AuthenticatorSet,
    AuthenticatorRemoved,
    WrongPassword,
    WhileLocked,
    Locked,
    NoDuty,
    Activated,
    PasswordChanged,
    PasswordReset,
    ResetRequested,
    EmailChanged,
    DutyAccepted,
    DutyDeclined,
    SignedOut,
    SessionEnded,
    Renamed,
}

/// <summary>What each <see cref="SignInEvent"/> is called.</summary>
public static class SignInEvents
{
    /// <summary>登入, 密碼錯誤 …</summary>
    public static string Title(this SignInEvent happened) =>
        happened switch
        {
            SignInEvent.SignedIn => "登入",
            SignInEvent.PasswordAccepted => "密碼正確，等待驗證碼",
            SignInEvent.WrongCode => "登入失敗：驗證碼錯誤",
            SignInEvent.AuthenticatorSet => "設定驗證器",
            SignInEvent.AuthenticatorRemoved => "移除驗證器",
            SignInEvent.WrongPassword => "登入失敗：密碼錯誤",
            SignInEvent.WhileLocked => "登入失敗：帳號鎖定中",
            SignInEvent.Locked => "登入失敗：連續錯誤，帳號鎖定",
            SignInEvent.NoDuty => "登入失敗：沒有生效中的職務",
            SignInEvent.Activated => "啟用帳號",
            SignInEvent.PasswordChanged => "變更密碼",
            SignInEvent.PasswordReset => "重設密碼",
            SignInEvent.ResetRequested => "要求重設密碼",
            SignInEvent.EmailChanged => "變更電子郵件",
            SignInEvent.DutyAccepted => "接受職務",
            SignInEvent.DutyDeclined => "不接受職務",
            SignInEvent.SessionEnded => "結束登入",
            SignInEvent.Renamed => "更改帳號",
            _ => "登出",
        };
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<SignInRecord>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.SignInName).HasMaxLength(120);
        builder.HasIndex(a => a.SignInName).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.RenamedTo);
        builder.HasMany(a => a.Appointments).WithOne(a => a.Account).HasForeignKey(a => a.AccountId);
    }

    public void Configure(EntityTypeBuilder<SignInRecord> builder)
    {
        builder.ToTable("sign_in_record");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.AccountId, r.At });
    }
}
