using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Architecture;

/// <summary>What the one model promises to both databases, to a sharded one, and to its migrations.</summary>
public sealed class ModelTests
{
    public static TheoryData<Dialect> Dialects => [Dialect.Sqlite, Dialect.Postgres];

    [Fact]
    public void A_table_of_persons_is_keyed_by_the_person_first()
    {
        using var db = Open(Dialect.Postgres);
        db.Model.GetEntityTypes()
            .Where(e => e.FindProperty("PersonId") is { IsNullable: false } && e.FindPrimaryKey()?.Properties[0].Name != "PersonId")
            // An identifier is looked up before anybody knows whose it is (design §2): it is distributed by itself.
            .Where(e => e.ClrType.Name != "PersonIdentifier")
            .Select(e => $"{e.GetTableName()} ({string.Join(", ", e.FindPrimaryKey()?.Properties.Select(p => p.Name) ?? [])})")
            .ShouldBeEmpty("Tables of persons are distributed by person when one machine is too small. A key that begins otherwise cannot be moved there.");
    }

    [Fact]
    public void Every_type_with_a_person_says_how_its_rows_meet_in_a_merge()
    {
        using var db = Open(Dialect.Postgres);
        db.Model.GetEntityTypes()
            .Where(e => e.FindProperty("PersonId") is not null && e.ClrType.GetCustomAttribute<PersonRowsAttribute>() is null)
            .Select(e => e.GetTableName())
            .ShouldBeEmpty("A merge of two records leaves the rows of such a table with a record that nobody looks at any more: the child loses them. Add [PersonRows(…)].");
    }

    [Fact]
    public void Every_table_that_a_merge_touches_has_a_word_for_clerks()
    {
        using var db = Open(Dialect.Postgres);
        MergePlan
            .TypesOf(db.Model)
            .Where(t => t.Rule.Meeting != RowMeeting.Stays && !PersonRowWords.Knows(t.Type.GetTableName()!))
            .Select(t => t.Type.GetTableName())
            .ShouldBeEmpty("An officer who is to merge two records would read the name of a table. Add it to PersonRowWords.");
    }

    [Fact]
    public void What_a_type_says_of_meeting_rows_can_be_carried_out()
    {
        using var db = Open(Dialect.Postgres);
        var wrong = new List<string>();
        foreach (var type in db.Model.GetEntityTypes())
        {
            if (type.ClrType.GetCustomAttribute<PersonRowsAttribute>() is not { } rule)
            {
                continue;
            }

            var key = type.FindPrimaryKey()!.Properties;
            var meetsByKey = key.Any(p => p.Name == "PersonId") && !rule.Numbered && rule.Meeting is not (RowMeeting.Follows or RowMeeting.Stays);
            Check(!meetsByKey || rule.By is not null, "needs By to say which of two rows holds");
            Check(rule.By is null || type.ClrType.GetProperty(rule.By) is { } by && !CanBeNull(by.PropertyType), $"has no {rule.By}, or it may be without a value");
            Check(rule.OpenUntil is null || (rule.By is not null && type.FindProperty(rule.OpenUntil) is { IsNullable: true }), "needs a nullable OpenUntil and By");
            Check(!rule.Numbered || key[^1].ClrType == typeof(int), "is not numbered by the last part of its key");
            Check((rule.Meeting == RowMeeting.Follows) == (rule.Parent is not null), "follows no parent, or says so of one it does not follow");
            Check(
                rule.Parent is null || db.Model.FindEntityType(rule.Parent)!.FindPrimaryKey()!.Properties.Select(p => p.Name).SequenceEqual(key.Take(db.Model.FindEntityType(rule.Parent)!.FindPrimaryKey()!.Properties.Count).Select(p => p.Name)),
                "has a key that does not begin with its parent's"
            );

            static bool CanBeNull(Type value) => !value.IsValueType || Nullable.GetUnderlyingType(value) is not null;

            void Check(bool isRight, string what)
            {
                if (!isRight)
                {
                    wrong.Add($"{type.GetTableName()} {what}");
                }
            }
        }

        wrong.ShouldBeEmpty("The merge reads these declarations when two records become one; a wrong one fails then, in the middle of a list.");
    }

    [Fact]
    public void No_column_has_a_type_that_sorts_differently_in_the_two_databases()
    {
        using var db = Open(Dialect.Sqlite);
        Type[] unsorted = [typeof(DateTimeOffset), typeof(decimal), typeof(TimeSpan), typeof(ulong)];
        db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties())
            .Where(p => unsorted.Contains(Nullable.GetUnderlyingType(StoredType(p)) ?? StoredType(p)))
            .Select(p => $"{p.DeclaringType.GetTableName()}.{p.Name} {p.ClrType.Name}")
            .ShouldBeEmpty("SQLite keeps these as text and orders them as text: deadlines and amounts would compare wrongly there and only there.");
    }

    [Fact]
    public void Tables_and_columns_are_named_in_one_way()
    {
        using var db = Open(Dialect.Postgres);
        db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => p.GetColumnName()).Append(e.GetTableName()!))
            .Where(name => name.Any(char.IsAsciiLetterUpper) || name.Contains("__", StringComparison.Ordinal))
            .Distinct()
            .ShouldBeEmpty("Statement files write names without quotes; PostgreSQL then finds only lower-case ones.");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void The_model_has_no_changes_that_are_not_in_the_migrations(Dialect dialect)
    {
        using var db = Open(dialect);
        db.Database.GetMigrations().ShouldNotBeEmpty($"There are migrations for the other database and none for {dialect}: an installation on it could not be made.");
        db.Database.HasPendingModelChanges()
            .ShouldBeFalse($"The model has changed since the last migration for {dialect}. An installation that is upgraded would miss the change and fail at run time.");
    }

    private static Type StoredType(IProperty property) => property.GetValueConverter()?.ProviderClrType ?? property.ClrType;

    // Never connected to: the model needs only to know the dialect.
    private static StudentNetDb Open(Dialect dialect) =>
        TestDatabase.Open(new DataOptions("none", dialect == Dialect.Postgres ? "Host=none" : null));
}
