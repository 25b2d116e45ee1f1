using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary><c>StudentNet audit-heads</c>: prints the signed anchor as it is now, to be kept by another system or sent by mail.</summary>
internal sealed class AuditHeadsCommand : ICommand
{
    public string Name => "audit-heads";

    public string Summary => "印出稽核各道的末筆與簽章，供存到別的系統";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var anchor = await AuditAnchor.TakeAsync(services.GetRequiredService<StudentNetDb>(), now, cancellation);
        using var key = services.GetRequiredService<AuditAnchorFile>().OpenKey();
        Console.Out.Write(anchor.ToText(key));
        return 0;
    }
}
