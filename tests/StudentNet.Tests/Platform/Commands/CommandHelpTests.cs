using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Commands;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Commands;

/// <summary>What somebody who asks the command line for help gets.</summary>
public sealed class CommandHelpTests
{
    [Fact]
    public async Task Help_names_every_command_with_what_it_is_for()
    {
        await using var app = await TestApp.CreateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var commands = scope.ServiceProvider.GetServices<ICommand>().ToList();
        using var text = new StringWriter();
        CommandHelp.Write(commands, text);

        commands.ShouldNotBeEmpty();
        foreach (var command in commands)
        {
            text.ToString().ShouldMatch($@"(?m)^  {command.Name} +{System.Text.RegularExpressions.Regex.Escape(command.Summary)}");
        }

        text.ToString().ShouldContain("  serve ");
    }
}
