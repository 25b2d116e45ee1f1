using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>Finds the villages of a list: each spelling once, by code first, then by name. What is not found keeps the nearest names as a hint.</summary>
internal static class RegistryPlaces
{
    private static readonly BulkColumn[] Columns =
    [
        new("place", BulkType.Text),
        new("village", BulkType.Text),
        new("township", BulkType.Text),
        new("county", BulkType.Text),
        new("hint", BulkType.Text),
    ];

    public static async Task FindAsync(IntakeContext context, CancellationToken cancellation)
    {
        var index = await VillageIndex.LoadAsync(context.Db, cancellation);
        var places = new List<string>();
        await foreach (var place in context.QueryAsync("registry-list-places", null, row => row.GetString(0), cancellation))
        {
            places.Add(place);
        }

        await context.RunAsync("registry-list-place-table", null, cancellation);
        await using (var writer = await BulkWriter.OpenAsync(context.Db, "registry_place", Columns, cancellation))
        {
            var row = new object?[Columns.Length];
            foreach (var place in places)
            {
                Find(index, place, row);
                await writer.WriteAsync(row, cancellation);
            }

            await writer.CompleteAsync(cancellation);
        }
    }

    private static void Find(VillageIndex index, string place, object?[] row)
    {
        var parts = place.Split('\u001f');
        var county = index.County(parts[1]);
        var match = index.Find(parts[0]) is { } coded ? new VillageMatch(coded, VillageMatchKind.Name) : index.Find(county?.Code, parts[2], parts[3]);
        var hint = match.Problem is { } problem ? $"{problem.Message}；{problem.Hint}" : null;
        if (match.Village is { } village && county is not null && village.CountyCode != county.Code)
        {
            // Code and names contradict each other: neither can be trusted, a person must look.
            (match, hint) = (default, $"村里代碼屬於 {index.FullName(village)}，與縣市名稱不符");
        }

        (row[0], row[1], row[2], row[3], row[4]) =
            (place, match.Village?.Code, match.Village?.TownshipCode, match.Village?.CountyCode ?? county?.Code, hint);
    }
}
