using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>
/// A file that a machine handed in and that was not received: nobody stood at a page to read the answer, so it is kept for those who watch over
/// the transfers. The bytes are not kept.
/// </summary>
public sealed class Refusal
{
    public long Id { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The client's own organisation, which sees the refusal.</summary>
    public required string OrganisationCode { get; init; }

    public string? CountyCode { get; init; }

    public required Door Door { get; init; }

    public required string FileName { get; init; }

    /// <summary>The first part of the name, where it is the code of a format.</summary>
    public string? Format { get; init; }

    public required DateTime RefusedAt { get; init; }

    public required string Code { get; init; }

    public required string Reason { get; init; }

    public required string Hint { get; init; }

    /// <summary>What the door knows the delivery by; refused twice, it is one refusal.</summary>
    public required string DeliveryKey { get; init; }

    /// <summary>Notes a refusal once.</summary>
    public static async Task<Refusal> RecordAsync(
        StudentNetDb db,
        MachineClient client,
        Door door,
        string fileName,
        string deliveryKey,
        Problem problem,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(act);
        if (await db.Set<Refusal>().SingleOrDefaultAsync(r => r.DeliveryKey == deliveryKey, cancellation) is { } earlier)
        {
            return earlier;
        }

        var refusal = new Refusal
        {
            ClientId = client.ClientId,
            OrganisationCode = client.OrganisationCode,
            CountyCode = client.Organisation.CountyCode,
            Door = door,
            FileName = fileName,
            Format = fileName.Split('.')[0] is var format && client.MaySend(format) ? format : null,
            RefusedAt = act.At,
            Code = problem.Code,
            Reason = problem.Message,
            Hint = problem.Hint,
            DeliveryKey = deliveryKey,
        };
        db.Add(refusal);
        await db.SaveAsync(act, cancellation);
        return refusal;
    }
}

internal sealed class RefusalConfiguration : IEntityTypeConfiguration<Refusal>
{
    public void Configure(EntityTypeBuilder<Refusal> builder)
    {
        builder.ToTable("refusal");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => r.DeliveryKey).IsUnique();
        builder.HasIndex(r => new { r.OrganisationCode, r.RefusedAt });
        builder.Property(r => r.ClientId).HasMaxLength(MachineClient.LongestId);
    }
}
