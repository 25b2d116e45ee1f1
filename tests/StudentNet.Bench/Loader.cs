using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using StudentNet.Platform.Data;

namespace StudentNet.Bench;

/// <summary>Fills a table with entities by bulk write, columns and conversions as the model has them. For preparing, never measured.</summary>
internal static class Loader
{
    /// <summary>Writes all entities in one transaction.</summary>
    public static async Task LoadAsync<T>(this StudentNetDb db, IEnumerable<T> entities)
        where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var properties = type.GetProperties().ToList();
        var columns = properties.ConvertAll(p => new BulkColumn($"\"{p.GetColumnName()}\"", TypeOf(p)));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using (var writer = await BulkWriter.OpenAsync(db, type.GetTableName()!, columns))
        {
            var row = new object?[columns.Count];
            foreach (var entity in entities)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = properties[i].PropertyInfo!.GetValue(entity);
                }

                await writer.WriteAsync(row);
            }

            await writer.CompleteAsync();
        }

        await transaction.CommitAsync();
    }

    private static BulkType TypeOf(IProperty property)
    {
        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        return stored switch
        {
            _ when stored == typeof(string) => BulkType.Text,
            _ when stored == typeof(int) => BulkType.Int,
            _ when stored == typeof(long) => BulkType.Long,
            _ when stored == typeof(bool) => BulkType.Bool,
            _ when stored == typeof(DateOnly) => BulkType.Date,
            _ when stored == typeof(DateTime) => BulkType.Instant,
            _ => throw new NotSupportedException($"{property.DeclaringType.Name}.{property.Name}: {stored.Name}"),
        };
    }
}
