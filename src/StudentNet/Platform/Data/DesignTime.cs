using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StudentNet.Platform.Data;

/// <summary>Lets <c>dotnet ef migrations add … --context SqliteDb</c> see the model without starting the application or having a database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        DataServices.UseSqlite(builder, "design.db");
        return new SqliteDb(builder.Options);
    }
}

/// <summary>The same for <c>--context PostgresDb</c>.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresDb>();
        DataServices.UsePostgres(builder, "Host=design");
        return new PostgresDb(builder.Options);
    }
}
