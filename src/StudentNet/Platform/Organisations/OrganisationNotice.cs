using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// Something that happened elsewhere and that an organisation must know: a child of its list was registered by another school. Shown among
/// what is due until somebody there has read it. Never names a child: the link leads to who may see it.
/// </summary>
[PersonRows(RowMeeting.KeepBoth)]
public sealed class OrganisationNotice
{
    public long Id { get; init; }

    public required string OrganisationCode { get; init; }

    /// <summary>One sentence; equal sentences are counted together.</summary>
    public required string Text { get; init; }

    /// <summary>Path of the page where it can be looked at: <c>/N3.31?show=notes</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The child it is about.</summary>
    public long? PersonId { get; init; }

    public required DateTime At { get; init; }

    public DateTime? ReadAt { get; set; }

    public long? ReadBy { get; set; }
}

internal sealed class OrganisationNoticeConfiguration : IEntityTypeConfiguration<OrganisationNotice>
{
    public void Configure(EntityTypeBuilder<OrganisationNotice> builder)
    {
        builder.ToTable("organisation_notice");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.OrganisationCode).HasMaxLength(8);
        builder.HasIndex(n => new { n.OrganisationCode, n.ReadAt });
    }
}
