using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Data;

/// <summary>
/// Counter from which blocks of keys are taken. Set-based statements number their new rows from a block
/// (<c>@first + row_number() over (...) - 1</c>), the same on both databases and on a sharded one.
/// </summary>
public sealed class IdBlock
{
    public required string Name { get; init; }

    public long Next { get; set; }

    /// <summary>Takes <paramref name="count"/> consecutive keys and returns the first. A rolled-back transaction gives them back.</summary>
    public static async Task<long> TakeAsync(StudentNetDb db, string name, long count, CancellationToken cancellation = default)
    {
        await using var command = await db.CommandAsync(
            """
            insert into id_block (name, next) values (@name, @count + 1)
            on conflict (name) do update set next = id_block.next + @count
            returning next
            """,
            new { name, count },
            cancellation
        );
        var next = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), System.Globalization.CultureInfo.InvariantCulture);
        return next - count;
    }
}

internal sealed class IdBlockConfiguration : IEntityTypeConfiguration<IdBlock>
{
    public void Configure(EntityTypeBuilder<IdBlock> builder)
    {
        builder.ToTable("id_block");
        builder.HasKey(b => b.Name);
        builder.Property(b => b.Name).HasMaxLength(40);
    }
}
