using StudentNet;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;

var line = new CommandLine(args);
try
{
    return await RunAsync();
}
catch (Exception e) when (StartFault.Of(e) is { } fault)
{
    Console.Error.WriteLine(fault.Words);
    return fault.ExitCode;
}

async Task<int> RunAsync()
{
    await using var app = Application.Build(args);
    if (line.Command == "help" || line.Option("help") is not null)
    {
        await using var asked = app.Services.CreateAsyncScope();
        CommandHelp.Write(asked.ServiceProvider.GetServices<ICommand>(), Console.Out);
        return ExitCode.Done;
    }

    if (line.Command != "serve")
    {
        await using var early = app.Services.CreateAsyncScope();
        if (early.ServiceProvider.GetServices<ICommand>().FirstOrDefault(c => c.Name == line.Command && !c.PreparesDatabase) is { } onFiles)
        {
            return await onFiles.RunAsync(early.ServiceProvider, line, app.Lifetime.ApplicationStopping);
        }
    }

    DataFolder.Guard(app.Services.GetRequiredService<DataOptions>(), Console.Error);
    await Application.PrepareAsync(app);
    if (line.Command == "serve")
    {
        await using (var first = app.Services.CreateAsyncScope())
        {
            if (!await first.ServiceProvider.GetRequiredService<FirstStart>().RunAsync(first.ServiceProvider, Console.Out))
            {
                return ExitCode.Refused;
            }
        }

        await ServeAsync(app);
        return ExitCode.Done;
    }

    await app.Services.GetRequiredService<TrainingClock>().ReadAsync(app.Services);
    await using var scope = app.Services.CreateAsyncScope();
    var commands = scope.ServiceProvider.GetServices<ICommand>().ToList();
    if (commands.FirstOrDefault(c => c.Name == line.Command) is not { } command)
    {
        Console.Error.WriteLine($"沒有「{line.Command}」這個指令。");
        CommandHelp.Write(commands, Console.Error);
        return ExitCode.Usage;
    }

    return await command.RunAsync(scope.ServiceProvider, line, app.Lifetime.ApplicationStopping);
}

// A port that is taken ends the start when the worker has begun. It ends its work before its services go; otherwise it would stumble over them, with a stack.
static async Task ServeAsync(WebApplication app)
{
    try
    {
        await app.StartAsync();
    }
    catch
    {
        await app.StopAsync();
        throw;
    }

    await app.WaitForShutdownAsync();
}
