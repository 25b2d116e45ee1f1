using Microsoft.Data.Sqlite;
using Npgsql;
using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Data;

/// <summary>
/// Something that the program needs is away: the database, or room on the disk. That is no fault of the program, so it has no stack trace and no
/// reference; it has words for whoever wanted something, and words for the operator, who alone can bring it back.
/// </summary>
/// <param name="Code">Stable, for programs and the log: <c>database.away</c>.</param>
/// <param name="What">What is away, for whoever is at a page or a program; half a sentence.</param>
/// <param name="Next">What they can do.</param>
/// <param name="Look">Where the operator has to look, for the command line.</param>
/// <param name="Line">The same for the log, in English: what is away, and where to look.</param>
/// <param name="Pause">When it is worth asking again (<c>Retry-After</c>).</param>
public sealed record Outage(string Code, string What, string Next, string Look, string Line, TimeSpan Pause)
{
    private const string Kept = "先前儲存的資料都還在";
    private const string Again = $"{Kept}。請稍後重新開啟這一頁，看過內容再繼續";
    private const string Helpdesk = $"{Kept}。請稍後再試；一小時後仍然這樣，請告訴客服";

    /// <summary>The database does not answer, or cut the connection.</summary>
    public static Outage DatabaseAway { get; } = new(
        "database.away",
        "資料庫暫時連不上",
        Again,
        "資料庫連不上。請看 PostgreSQL 是否在執行、連線字串與網路是否正確（SQLite：資料夾裡的 studentnet.db 是否還在、能否開啟）；恢復後系統會自己接續",
        "The database is away. Look whether PostgreSQL runs and can be reached (SQLite: whether studentnet.db is there); work goes on by itself when it is back",
        TimeSpan.FromSeconds(30)
    );

    /// <summary>The database is there and has no time: every connection is taken, a lock was not had in a minute, an answer took too long.</summary>
    public static Outage DatabaseBusy { get; } = new(
        "database.busy",
        "資料庫目前太忙",
        Again,
        "資料庫太忙：沒有空的連線，或等了太久。請看有沒有大型作業或別的程式占住資料庫（PostgreSQL：pg_stat_activity、max_connections）",
        "The database has no time: no free connection, or a wait that was too long. Look at what keeps it busy (PostgreSQL: pg_stat_activity, max_connections)",
        TimeSpan.FromSeconds(10)
    );

    /// <summary>The database takes no writing.</summary>
    public static Outage DatabaseReadOnly { get; } = new(
        "database.read-only",
        "資料庫目前只能查詢，不能儲存",
        Again,
        "資料庫不能寫入。請看連線的是不是備援主機（PostgreSQL：default_transaction_read_only），或 studentnet.db 與資料夾的權限",
        "The database takes no writing. Look whether the connection leads to a standby (PostgreSQL: default_transaction_read_only), or at the rights of studentnet.db and its folder",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>The disk of the database is full.</summary>
    public static Outage DatabaseFull { get; } = new(
        "database.full",
        "資料庫的磁碟滿了，不能儲存",
        Helpdesk,
        "資料庫的磁碟滿了。請清出空間（PostgreSQL 看它的資料目錄與 WAL）；不必重新啟動",
        "The disk of the database is full. Make room (PostgreSQL: its data directory and WAL); no restart is needed",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>What the database reads from its files is not what it wrote.</summary>
    public static Outage DatabaseDamaged { get; } = new(
        "database.damaged",
        "資料庫的檔案有損壞，這項作業停止",
        "請告訴客服發生的時間與這一頁的網址；不要重複操作",
        "資料庫的檔案有損壞。請停止全部伺服器，把資料夾保留（改名），由最近的備份還原（docs/operations.md「備份與還原」）",
        "The database is damaged. Stop all servers, keep the files as they are, and restore the latest backup",
        TimeSpan.FromMinutes(10)
    );

    /// <summary>The disk of the data folder is full.</summary>
    public static Outage DiskFull { get; } = new(
        "disk.full",
        "伺服器的磁碟滿了，不能儲存",
        Helpdesk,
        "磁碟滿了。請清出空間；不必重新啟動",
        "The disk is full. Make room where the data folder lies; no restart is needed",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>The data folder is mounted for reading only.</summary>
    public static Outage DiskReadOnly { get; } = new(
        "disk.read-only",
        "伺服器的磁碟目前不能寫入",
        Helpdesk,
        "磁碟是唯讀的。磁碟出錯時系統核心會改成唯讀：請看核心記錄（dmesg）與掛載選項",
        "The disk is mounted read-only. A kernel does so when a disk fails: look at dmesg and at how it is mounted",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>The account that runs the program may not do what it must in the data folder.</summary>
    public static Outage DiskDenied { get; } = new(
        "disk.denied",
        "伺服器不能使用資料夾",
        Helpdesk,
        "執行帳號沒有資料夾的權限。請看資料夾與裡面的檔案屬於誰（應屬於執行帳號，資料夾 0700、檔案 0600）",
        "The account that runs the program may not use the data folder. Look who owns it and what is in it",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>The disk gave an error of its own.</summary>
    public static Outage DiskFailed { get; } = new(
        "disk.failed",
        "伺服器的磁碟讀寫失敗",
        Helpdesk,
        "磁碟讀寫失敗。請看核心記錄（dmesg）與磁碟的狀況，先備份再處理",
        "The disk gave an error. Look at dmesg and at the state of the disk; back up first",
        TimeSpan.FromMinutes(2)
    );

    /// <summary>The mail server does not answer. For the log only: nobody who asked for a letter waits for it.</summary>
    public static Outage MailAway { get; } = new(
        "mail.away",
        "郵件伺服器連不上",
        Again,
        "郵件伺服器連不上。請看 mail__Host、連接埠、帳號與加密的設定",
        "The mail server is away. Look at mail__Host, its port, sign-in and encryption; letters wait and are tried again",
        TimeSpan.FromMinutes(1)
    );

    /// <summary>All that <see cref="Of"/> may find.</summary>
    public static IReadOnlyList<Outage> All { get; } =
        [DatabaseAway, DatabaseBusy, DatabaseReadOnly, DatabaseFull, DatabaseDamaged, DiskFull, DiskReadOnly, DiskDenied, DiskFailed];

    /// <summary>The code with which a command ends.</summary>
    public int ExitCode => Code == DatabaseDamaged.Code ? Commands.ExitCode.Damaged : Commands.ExitCode.Away;

    /// <summary>What is away, or null where the exception says something else and is a fault of ours.</summary>
    public static Outage? Of(Exception? exception) => Find(exception)?.Outage;

    /// <summary>The words of whoever noticed first (driver, system), on one line; they name files and servers, never people.</summary>
    public static string CauseOf(Exception exception) =>
        (Find(exception)?.Cause ?? exception.GetBaseException()).Message.ReplaceLineEndings(" ").Trim();

    private static (Outage Outage, Exception Cause)? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (Said(exception) is { } outage)
            {
                return (outage, exception);
            }

            if (exception is AggregateException { InnerExceptions: { Count: > 1 } several })
            {
                return several.Select(Find).FirstOrDefault(found => found is not null);
            }
        }

        return null;
    }

    private static Outage? Said(Exception exception) =>
        exception switch
        {
            SqliteException fault => Sqlite(fault),
            PostgresException fault => Postgres(fault.SqlState),
            // The driver itself: it waited in vain, or it lost or never had a connection.
            NpgsqlException { InnerException: TimeoutException } => DatabaseBusy,
            NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException } => DatabaseAway,
            UnauthorizedAccessException { InnerException: IOException } => DiskDenied,
            IOException fault => Disk(fault.HResult),
            _ => null,
        };

    /// <summary>By https://www.sqlite.org/rescode.html; the low byte is the kind.</summary>
    private static Outage? Sqlite(SqliteException fault) =>
        (fault.SqliteErrorCode, fault.SqliteExtendedErrorCode) switch
        {
            (5 or 6 or 15, _) => DatabaseBusy, // BUSY, LOCKED, PROTOCOL
            (8, _) => DatabaseReadOnly, // READONLY
            (10, 4874) => DatabaseFull, // IOERR_SHMSIZE: no room for the index of the log
            (10, _) => DiskFailed, // IOERR
            (11 or 26, _) => DatabaseDamaged, // CORRUPT, NOTADB
            (13, _) => DatabaseFull, // FULL
            (14, _) => DatabaseAway, // CANTOPEN
            _ => null,
        };

    private static Outage? Postgres(string state) =>
        state switch
        {
            PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.OutOfMemory => DatabaseBusy,
            PostgresErrorCodes.DiskFull => DatabaseFull,
            PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseReadOnly,
            PostgresErrorCodes.IoError => DiskFailed,
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UndefinedFile => DatabaseDamaged,
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.InvalidCatalogName // the database was dropped or renamed
            or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification => DatabaseAway,
            ['0', '8', ..] => DatabaseAway, // connection exceptions
            _ => null,
        };

    /// <summary>By the number of the system's error; on Windows the low half of the code is its own number.</summary>
    private static Outage? Disk(int code) =>
        OperatingSystem.IsWindows()
            ? (code & 0xFFFF) switch
            {
                39 or 112 => DiskFull, // HANDLE_DISK_FULL, DISK_FULL
                19 => DiskReadOnly, // WRITE_PROTECT
                _ => null,
            }
            : code switch
            {
                28 or 122 => DiskFull, // ENOSPC, EDQUOT
                30 => DiskReadOnly, // EROFS
                5 or 6 or 19 or 74 or 116 or 117 or 121 => DiskFailed, // EIO, ENXIO, ENODEV, EBADMSG, ESTALE, EUCLEAN, EREMOTEIO
                _ => null,
            };
}
