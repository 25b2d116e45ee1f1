using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StudentNet.Platform.Data;

/// <summary>A school year is stored as its ROC number (115).</summary>
public sealed class SchoolYearConverter() : ValueConverter<SchoolYear, int>(year => year.Roc, roc => new SchoolYear(roc));

/// <summary>Instants are UTC in both databases; SQLite forgets the kind, so it is put back on reading.</summary>
public sealed class UtcConverter()
    : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : value.ToUniversalTime(),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc)
    );
