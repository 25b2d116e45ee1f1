using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Access;

/// <summary>
/// Writes down every statement by which a request reads tables of children, and judges whether it keeps to the caller's scope: it must carry the
/// code of the caller's school, township or county (or of a school of that county), or follow persons that a statement of the same request found within the scope.
/// </summary>
internal sealed partial class ReadsOfChildren : DbCommandInterceptor, IStartupFilter
{
    private static readonly AsyncLocal<bool> IsRequest = new();
    private readonly ConcurrentQueue<ReadOfChildren> _reads = [];
    private Regex? _tables;

    /// <summary>Puts it into an application.</summary>
    public void Watch(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStartupFilter>(this);
        builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(this));
        builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(this));
    }

    /// <summary>Learns from the model which tables have rows about children: those that say what a merge does with them.</summary>
    public void Learn(IModel model)
    {
        var names = model
            .GetEntityTypes()
            .Where(t => t.ClrType.GetCustomAttribute<PersonRowsAttribute>() is not null && t.ClrType != typeof(AuditEntry))
            .Select(t => t.GetTableName());
        _tables = new Regex($"""\b(from|join)\s+"?({string.Join('|', names)})"?(\s|$)""", RegexOptions.IgnoreCase);
    }

    /// <summary>Forgets the reads of the question before.</summary>
    public void Begin() => _reads.Clear();

    /// <summary>The statements that read children since <see cref="Begin"/>, in the order in which they were sent.</summary>
    public IReadOnlyList<ReadOfChildren> Found() => [.. _reads];

    /// <summary>Those of the statements of one request that went beyond a scope.</summary>
    /// <param name="scope">The codes that lie in it; none: the asker sees no children.</param>
    public static IEnumerable<string> Beyond(IEnumerable<ReadOfChildren> reads, IReadOnlyCollection<string> scope)
    {
        var found = false;
        foreach (var (text, values) in reads)
        {
            if (values.Intersect(scope).Any())
            {
                found = true;
            }
            else if (!found || !OfPersons().IsMatch(text))
            {
                yield return text;
            }
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (IsRequest.Value && _tables!.IsMatch(command.CommandText))
        {
            // PostgreSQL takes a list as one parameter.
            var values = command
                .Parameters.Cast<DbParameter>()
                .SelectMany(p => p.Value as IEnumerable<string> ?? [Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? ""]);
            _reads.Enqueue(new ReadOfChildren(command.CommandText, [.. values]));
        }

        return new(result);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (HttpContext context, RequestDelegate rest) =>
                {
                    IsRequest.Value = true;
                    return rest(context);
                }
            );
            next(app);
        };

    /// <summary>A statement about persons whom the request knows: one, a list of them, or none.</summary>
    [GeneratedRegex("""person_id"?\s*(=\s*@|=\s*any\s*\(@|in\s*\()|\bwhere (0|false)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex OfPersons();
}

/// <summary>A statement that reads children.</summary>
/// <param name="Values">Those of its parameters.</param>
internal sealed record ReadOfChildren(string Text, IReadOnlyList<string> Values);
