using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Intake.Reading;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>The two parts of the intake that touch every cell, each alone: reading and checking rows, and writing them into the staging table.</summary>
internal static class Reading
{
    /// <summary>
    /// Reading against splitting the same lines at their commas; writing against reading. In seconds of this process's processor time, which other
    /// processes on the machine do not change; what the database server does is not in them.
    /// </summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PostgresCluster? cluster, int rows)
    {
        await using var site = await Site.CreateAsync(cluster);
        var file = Path.Combine(site.Folder, "list.csv");
        await RegistryFile.WriteAsync(file, rows);
        var settings = new Dictionary<string, object?> { ["year"] = 115, ["list"] = "Reference" };
        var (bare, read, write) = (0.0, 0.0, 0.0);
        await site.TimeAsync(
            async (services, db) =>
            {
                var format = services.GetRequiredService<FormatCatalogue>()["registry-list"];
                // Once for the compiler, once for the figure.
                for (var pass = 0; pass < 2; pass++)
                {
                    bare = Time(() => Split(file));
                    read = Time(() => Read(format, file, settings));
                }

                await using var transaction = await db.Database.BeginTransactionAsync();
                await StagingTable.CreateAsync(db, format, 1, default);
                await using var staging = new StagingWriter(db, format, 1);
                await using var stream = File.OpenRead(file);
                using var reader = new RowReader(format, stream, DateOnly.FromDateTime(Country.Now), settings);
                var before = Environment.CpuUsage.TotalTime;
                while (reader.Read())
                {
                    if (!reader.IsBad)
                    {
                        await staging.WriteAsync(reader, default);
                    }
                }

                await staging.EndAsync(default);
                write = (Environment.CpuUsage.TotalTime - before).TotalSeconds - read;
                await transaction.RollbackAsync();
            }
        );
        return
        [
            new(site.Database, "讀檔與逐列檢核", rows, read, "同一檔逐行以逗號切開", bare),
            new(site.Database, "寫入暫存表（不含讀檔）", rows, write, "讀檔與逐列檢核", read),
        ];
    }

    private static double Time(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Split(string file)
    {
        using var text = new StreamReader(file);
        var cells = 0L;
        while (text.ReadLine() is { } line)
        {
            cells += line.Split(',').Length;
        }

        if (cells == 0)
        {
            throw new InvalidOperationException("The file is empty.");
        }
    }

    private static void Read(FileFormat format, string file, IReadOnlyDictionary<string, object?> settings)
    {
        using var stream = File.OpenRead(file);
        using var reader = new RowReader(format, stream, DateOnly.FromDateTime(Country.Now), settings);
        var bad = 0;
        while (reader.Read())
        {
            bad += reader.IsBad ? 1 : 0;
        }

        if (reader.HasFailed || bad == 0)
        {
            throw new InvalidOperationException("The rows were not read as they should be.");
        }
    }
}
