using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet;

/// <summary>Why the program could not start, or a command could not end: one sentence for stderr, and the exit code. Everything else is a fault of ours and keeps its stack.</summary>
/// <param name="ExitCode">One of <see cref="Platform.Commands.ExitCode"/>.</param>
public sealed record StartFault(int ExitCode, string Words)
{
    /// <summary>What the exception says that whoever started the program can do something about; null: nothing.</summary>
    public static StartFault? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Outage.Of(exception) is { } outage)
        {
            return new StartFault(outage.ExitCode, $"{outage.Look}。（{Outage.CauseOf(exception)}）");
        }

        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SettingException setting:
                    return new StartFault(Platform.Commands.ExitCode.Usage, setting.Message);
                case AddressInUseException:
                    return new StartFault(Platform.Commands.ExitCode.Away, $"連接埠已有別的程式在用。請停止那個程式，或以 --urls 換一個。（{exception.Message}）");
                case SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable }:
                    return new StartFault(Platform.Commands.ExitCode.Usage, $"不能在這個位址提供服務：請看 --urls 的位址與連接埠（1024 以下要有權限）。（{inner.Message}）");
            }
        }

        return null;
    }
}
