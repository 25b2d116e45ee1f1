namespace StudentNet.Platform.Commands;

/// <summary>How the program ends, for whoever starts it: systemd, a timer, an operator's script. The table in <see cref="Meanings"/> is part of the help.</summary>
public static class ExitCode
{
    /// <summary>Done, and nothing was found wrong.</summary>
    public const int Done = 0;

    /// <summary>Refused, or something was found wrong; stdout or stderr says what.</summary>
    public const int Refused = 1;

    /// <summary>The command line asks for something that there is not.</summary>
    public const int Usage = 2;

    /// <summary>Something that the program needs is away. The same command works again once it is back.</summary>
    public const int Away = 3;

    /// <summary>The database is damaged: trying again does not help, a backup does.</summary>
    public const int Damaged = 4;

    /// <summary>What each code means, in the words of the help and of docs/operations.md.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "完成"),
        (Refused, "沒有做，或查出不符（原因已印出）"),
        (Usage, "指令、選項或設定有誤"),
        (Away, "需要的東西不見了（資料庫、磁碟、連接埠）：恢復後再執行一次"),
        (Damaged, "資料庫損壞：請由備份還原"),
    ];
}
