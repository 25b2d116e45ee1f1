using Microsoft.Extensions.Logging.Console;
using StudentNet.Modules.Accounts;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Exchange;
using StudentNet.Modules.Exchange.Sftp;
using StudentNet.Modules.History;
using StudentNet.Modules.Home;
using StudentNet.Modules.Home.Board;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Modules.Support;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;
using StudentNet.Training;

namespace StudentNet;

/// <summary>Puts the application together: the platform, then the modules in the order of the slides. Servers, commands and tests all build it here.</summary>
public static class Application
{
    /// <summary>Builds the application for a command line; the schema is not touched yet (<see cref="PrepareAsync"/>).</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var line = new CommandLine(args);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(Application).Assembly.GetName().Name }
        );
        builder.WebHost.UseUrls(line.Option("urls") ?? builder.Configuration["urls"] ?? "http://localhost:5080");
        // Pages run from the build output too, in any environment; a published copy has no such manifest and uses its own wwwroot.
        builder.WebHost.UseStaticWebAssets();
        // Requests and statements would drown everything else, and a query may hold a name (domain §14: logs never do).
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        // At the lower level it logs what a client sends for a token.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        // At every start it warns that the keys lie unencrypted in their folder; docs/operations.md says how to guard it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        // A form without its token is the sender's affair: it gets 400, and an attacker would fill the log with it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        // What keeps the program from starting is said in one sentence at its end (StartFault); the host and its server would print it first, with stacks.
        var start = new StartSign();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (start.IsGiven ? LogLevel.Information : LogLevel.None));
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level >= (start.IsGiven ? LogLevel.Warning : LogLevel.None));

        // What a command prints is its answer, and programs read it: root makes accounts of what sftp-clients prints. So the log never goes there.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        var services = builder.Services;
        services.AddSingleton(line);
        var data = new DataOptions(
            Path.GetFullPath(line.Option("data") ?? builder.Configuration["data"] ?? "data"),
            line.Option("database") ?? builder.Configuration["database"]
        );
        services.AddData(data);
        services.AddInstallation();
        services.AddSingleton(FunctionCatalogue.Load());

        services.AddMail(builder.Configuration);
        services.AddAudit(data, line);
        services.AddAccounts();
        services.AddAccess(data);
        services.AddJobs(data, line);
        services.AddWindows();
        services.AddCheckpoints();
        services.AddIntake();
        services.AddClients();
        services.AddWebShell();
        services.AddSingleton<FunctionMenu>();
        services.AddApplicationShell();
        services.AddScoped<RecentWork>();
        services.AddScoped<YearStations>();
        services.AddScoped<BoardQuery>().AddScoped<BoardHomes>().AddScoped<NationHomes>();
        services.AddScoped<Reminders>().AddScoped<CountyReminders>();

        services.AddResidents();
        services.AddSchools();
        services.AddAccountPages();
        services.AddAdmissions();
        services.AddNonEnrolment();
        services.AddStudents();
        services.AddLedger();
        services.AddHistory();
        services.AddSupport();

        services.AddExchange();
        var isServer = line is { Command: "serve" } && line.Option("no-worker") is null;
        services.AddSftp(SftpOptions.Read(line, builder.Configuration), isServer);

        services.AddScoped<ITrainingGround, TrainingGround>();

        // Last, so that a test may put something else in the place of anything.
        configure?.Invoke(builder);
        builder.BelieveNobodyElse();
        builder.LimitBodies();

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(start.Give);
        app.UseWebShell();
        app.CloseUploads();
        app.RecordRefusals();
        app.UseTokenForms();
        app.UseAccess();
        app.UseTodoCounts();
        app.OpenUploads();
        app.MapTokenEndpoint();
        app.MapExchange();
        return app;
    }

    /// <summary>Brings the database to the model of this version.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await SchemaUpgrade.RunAsync(services.GetRequiredService<StudentNetDb>(), services.GetRequiredService<DataOptions>(), Console.Error, cancellation);
    }

    /// <summary>Given when the server takes requests.</summary>
    private sealed class StartSign
    {
        private bool _isGiven;

        public bool IsGiven => Volatile.Read(ref _isGiven);

        public void Give() => Volatile.Write(ref _isGiven, true);
    }
}
