using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>What is done with the staged rows as a set: steps, counts, preview. Done once after reading, and again before acceptance, because the world may have moved on.</summary>
internal static class StagedRows
{
    /// <summary>Whether all good rows are still staged: an unlogged table is empty after the database crashed.</summary>
    public static async Task<bool> AreThereAsync(IntakeContext context, CancellationToken cancellation)
    {
        var (receipt, hasKey) = (context.Receipt, context.Format.Key.Count > 0);
        await using var exists = await context.Db.CommandAsync(
            context.Db.Dialect == Dialect.Postgres
                ? "select count(*) from pg_catalog.pg_tables where tablename = @name"
                : "select count(*) from sqlite_master where type = 'table' and name = @name",
            new { name = context.Staging },
            cancellation
        );
        return Convert.ToInt64(await exists.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 1
            && await CountAsync(context, "select count(*) from {staging}", cancellation) == receipt.GoodRows
            && (!hasKey || await CountAsync(context, "select count(*) from {rejected} where line is not null", cancellation) == receipt.Rows - receipt.GoodRows);
    }

    /// <summary>Runs the format's steps; rows with a new error leave the set. Sets the receipt's counts. Returns how many rows left.</summary>
    public static async Task<int> CheckAsync(IntakeContext context, CancellationToken cancellation)
    {
        await ForgetWarningsAsync(context, cancellation);
        await context.RunAsync("intake-found-table", null, cancellation);
        for (var number = 0; number < context.Format.Steps.Count; number++)
        {
            switch (context.Format.Steps[number])
            {
                case SetStep.Prepare prepare:
                    foreach (var statement in prepare.Statements)
                    {
                        await context.RunAsync(statement, null, cancellation);
                    }

                    // The statements above have filled columns by which the next ones join.
                    await context.Db.AnalyseAsync(cancellation, context.Staging);
                    break;
                case SetStep.Work work:
                    await work.Run(context, cancellation);
                    break;
                case SetStep.Check check:
                    await FindAsync(context, number, check, cancellation);
                    break;
            }
        }

        await NameAsync(context, "{staging}", cancellation);
        var before = context.Receipt.GoodRows;
        if (context.Format.Key.Count > 0)
        {
            await ExecuteAsync(context, RejectedTable.TakeOver(context.Format), cancellation);
        }

        await ExecuteAsync(
            context,
            $"delete from {{staging}} where line in ({RejectedTable.BadLines})",
            cancellation
        );
        if (context.Format.Stays is { } stays)
        {
            await context.RunAsync(stays, null, cancellation);
        }

        await CountAsync(context, cancellation);
        if (context.Receipt.GoodRows > 0 && context.Format.StaysCheck is { } staying)
        {
            await FindAsync(context, context.Format.Steps.Count, staying, cancellation);
            await NameAsync(context, "{rejected}", cancellation);
        }

        // On the embedded database the table outlives the pass.
        await ExecuteAsync(context, "delete from intake_found", cancellation);
        return before - context.Receipt.GoodRows;
    }

    /// <summary>Counts the difference to what is stored and says what a person may do next.</summary>
    public static async Task CompareAsync(IntakeContext context, CancellationToken cancellation)
    {
        var receipt = context.Receipt;
        var failed = await context.Db.Set<Finding>()
            .AnyAsync(f => f.ReceiptId == receipt.Id && f.Severity == Severity.Error && f.Line == 0, cancellation)
            || (receipt.Rows == 0);
        var acceptable = !failed && receipt.GoodRows > 0 && (receipt.BadRows == 0 || context.Format.Policy == AcceptPolicy.GoodRows);
        receipt.Status = acceptable ? ReceiptStatus.Ready : ReceiptStatus.NeedsAttention;
        if (!acceptable)
        {
            await context.Db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt.Id).ExecuteDeleteAsync(cancellation);
            await StagingTable.DropAsync(context.Db, receipt.Id, cancellation);
            return;
        }

        await CountDifferencesAsync(context, cancellation);
    }

    /// <summary>Counts the difference to what is stored now.</summary>
    public static async Task CountDifferencesAsync(IntakeContext context, CancellationToken cancellation)
    {
        var receipt = context.Receipt;
        await context.Db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt.Id).ExecuteDeleteAsync(cancellation);
        if (context.Format.Preview is { } preview)
        {
            var counts = new List<DifferenceCount>();
            await foreach (
                var count in context.QueryAsync(
                    preview.CountsSql,
                    null,
                    row => new DifferenceCount
                    {
                        ReceiptId = receipt.Id,
                        Kind = Enum.Parse<DifferenceKind>(row.GetString(0)),
                        Part = row.IsDBNull(1) ? "" : row.GetString(1),
                        Number = Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture),
                    },
                    cancellation
                )
            )
            {
                counts.Add(count);
            }

            context.Db.AddRange(counts);
        }
    }

    private static async Task CountAsync(IntakeContext context, CancellationToken cancellation)
    {
        var receipt = context.Receipt;
        receipt.GoodRows = (int)await CountAsync(context, "select count(*) from {staging}", cancellation);
        receipt.BadRows = receipt.Rows - receipt.GoodRows;
        receipt.OpenRows = receipt.BadRows;
        receipt.WarnedRows = (int)
            await CountAsync(context, "select count(*) from {staging} where is_warned or line in (select line from intake_found where severity = 'Warning')", cancellation);
    }

    /// <summary>Warnings of an earlier pass are found again; errors took their rows along and stay.</summary>
    private static async Task ForgetWarningsAsync(IntakeContext context, CancellationToken cancellation)
    {
        var checks = context.Format.Steps.OfType<SetStep.Check>();
        checks = context.Format.StaysCheck is { } staying ? checks.Append(staying) : checks;
        var codes = checks.Where(c => c.Severity == Severity.Warning).Select(c => c.Code).ToList();
        var receipt = context.Receipt.Id;
        await context.Db.Set<Finding>()
            .Where(f => f.ReceiptId == receipt && f.Severity == Severity.Warning && codes.Contains(f.Code))
            .ExecuteDeleteAsync(cancellation);
        await context.Db.Set<UnlistedFindings>()
            .Where(f => f.ReceiptId == receipt && f.Severity == Severity.Warning && codes.Contains(f.Code))
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// Carries a check out. All lines that it finds stand in <c>intake_found</c> until the pass is over; the first of them become findings, the
    /// others are counted.
    /// </summary>
    private static async Task FindAsync(IntakeContext context, int number, SetStep.Check check, CancellationToken cancellation)
    {
        var all = $"""
            insert into intake_found (step, severity, line, value, detail)
            select {number.ToString(CultureInfo.InvariantCulture)}, @severity, f.line, f.value, f.detail
            from (
            {Sql.Text(check.Sql, context.Db.Dialect)}
            ) as f
            """;
        int found;
        await using (var command = await context.CommandAsync(all, new { severity = check.Severity }, cancellation))
        {
            found = await command.ExecuteNonQueryAsync(cancellation);
        }

        if (found == 0)
        {
            return;
        }

        var step = number.ToString(CultureInfo.InvariantCulture);
        var title = check.Column is { } name ? context.Format[name].Title : null;
        var room = Math.Min(found, await RoomAsync(context, check, title, cancellation));
        var text = $"""
            insert into intake_finding (receipt_id, seq, line, column_title, value, code, severity, reason, hint)
            select @receipt, base.seq + row_number() over (order by f.line, f.detail), f.line, @title, f.value, @code, @severity,
              replace(@reason, '{"{0}"}', coalesce(f.detail, '')), @hint
            from (
              select line, value, detail from intake_found where step = {step} order by line, detail limit {room.ToString(CultureInfo.InvariantCulture)}
            ) as f
            cross join (select coalesce(max(seq), 0) as seq from intake_finding where receipt_id = @receipt) as base
            """;
        var parameters = new
        {
            title,
            code = check.Code,
            severity = check.Severity,
            reason = check.Reason,
            hint = check.Hint,
        };
        await using (var command = await context.CommandAsync(text, parameters, cancellation))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await NameSheetsAsync(context, check, cancellation);
        if (found > room)
        {
            var more = new UnlistedFindings
            {
                ReceiptId = context.Receipt.Id,
                Code = check.Code,
                ColumnTitle = title ?? "",
                Severity = check.Severity,
                Reason = check.Reason.Replace("{0}", "…", StringComparison.Ordinal),
                Number = found - room,
            };
            await FindingTally.AddAsync(context.Db, more, cancellation);
        }
    }

    /// <summary>Says of whom the findings are that the checks have made: for all of them at once, because the rows have no index by line.</summary>
    private static async Task NameAsync(IntakeContext context, string rows, CancellationToken cancellation)
    {
        var receipt = context.Receipt.Id;
        if (context.Format.Columns.FirstOrDefault(c => c.Type.IsNumberOfPerson) is not { Name: var number }
            || !await context.Db.Set<Finding>().AnyAsync(f => f.ReceiptId == receipt && f.Line > 0 && f.Subject == null, cancellation))
        {
            return;
        }

        await ExecuteAsync(
            context,
            $"update intake_finding set subject = s.{number} from {rows} as s where receipt_id = @receipt and intake_finding.line = s.line and subject is null",
            cancellation
        );
    }

    /// <summary>A finding that names another line of a file of several sheets names its sheet too.</summary>
    private static async Task NameSheetsAsync(IntakeContext context, SetStep.Check check, CancellationToken cancellation)
    {
        const string Line = "第 {0} 列";
        var (receipt, sheets) = (context.Receipt.Id, context.Receipt.SheetNames);
        if (sheets.Count < 2 || check.Reason.IndexOf(Line, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return;
        }

        var (before, after) = (check.Reason[..at], check.Reason[(at + Line.Length)..]);
        foreach (var finding in await context.Db.Set<Finding>().AsNoTracking().Where(f => f.ReceiptId == receipt && f.Code == check.Code).ToListAsync(cancellation))
        {
            if (finding.Reason.StartsWith($"{before}第 ", StringComparison.Ordinal)
                && finding.Reason.EndsWith($" 列{after}", StringComparison.Ordinal)
                && int.TryParse(finding.Reason.AsSpan(before.Length + 2, finding.Reason.Length - before.Length - after.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                var reason = $"{before}{SheetLines.Words(sheets, line)}{after}";
                await context.Db.Set<Finding>().Where(f => f.ReceiptId == receipt && f.Seq == finding.Seq).ExecuteUpdateAsync(f => f.SetProperty(x => x.Reason, reason), cancellation);
            }
        }
    }

    /// <summary>How many findings of a check may still be kept one by one.</summary>
    private static async Task<int> RoomAsync(IntakeContext context, SetStep.Check check, string? title, CancellationToken cancellation)
    {
        var (receipt, limits) = (context.Receipt.Id, context.Format.Limits);
        var kept = context.Db.Set<Finding>().Where(f => f.ReceiptId == receipt && f.Severity == check.Severity && f.Line > 0);
        var ofKind = await kept.CountAsync(f => f.Code == check.Code && f.ColumnTitle == title, cancellation);
        return Math.Max(0, Math.Min(limits.FindingsOfKind - ofKind, limits.Findings - await kept.CountAsync(cancellation)));
    }

    private static async Task<long> CountAsync(IntakeContext context, string text, CancellationToken cancellation)
    {
        await using var command = await context.CommandAsync(text, null, cancellation);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(IntakeContext context, string text, CancellationToken cancellation)
    {
        await using var command = await context.CommandAsync(text, null, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
