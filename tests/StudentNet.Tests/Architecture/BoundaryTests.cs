using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Architecture;

/// <summary>Who may know whom: Kernel nobody, Platform no module, a module of another only what stands directly in its root namespace.</summary>
public sealed class BoundaryTests
{
    private const string Modules = "StudentNet.Modules.";
    private const string Platform = "StudentNet.Platform";

    private const string Views = "AspNetCoreGeneratedDocument";

    /// <summary>The areas of the platform from the ground up (design §8): each may use those before it.</summary>
    private static readonly string[] Layers =
    [
        "Commands", "Data", "Audit", "Mail", "Organisations", "Installations", "Accounts", "Functions", "Access", "Clients", "Windows", "Jobs", "Files",
        "Checkpoints", "Intake", "Web",
    ];

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Application = new(() =>
        new ArchLoader().LoadAssemblies(typeof(StudentNet.Application).Assembly, typeof(SchoolYear).Assembly).Build()
    );

    [Fact]
    public void The_kernel_knows_nothing_but_the_base_library()
    {
        var others = typeof(SchoolYear).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal));
        others.ShouldBeEmpty(
            "The kernel holds the law's arithmetic. Whatever it referenced would have to be trusted to prove it, and could no longer be read on its own."
        );
    }

    [Fact]
    public void Uses_are_seen_at_all() =>
        Uses((from, to) => from.StartsWith(Modules, StringComparison.Ordinal) && to.StartsWith(Platform, StringComparison.Ordinal))
            .ShouldNotBeEmpty("If even the allowed uses are not seen, the tests below pass whatever is written.");

    [Fact]
    public void The_platform_knows_no_module() =>
        Uses((from, to) => from.StartsWith(Platform, StringComparison.Ordinal) && to.StartsWith(Modules, StringComparison.Ordinal))
            .ShouldBeEmpty(
                "Access, audit and runs must mean the same for every module. A platform that knows one of them bends to it, and the next change there breaks all."
            );

    [Fact]
    public void The_platform_is_built_in_layers_and_nothing_points_up() =>
        Uses((from, to) => LayerOf(from) is { } user && LayerOf(to) is { } used && user < used)
            .ShouldBeEmpty(
                "What lies below is understood, tested and changed without what lies above. An arrow up makes one heap of both: move the type down to where it is needed, or its user up."
            );

    [Fact]
    public void Every_area_of_the_platform_has_its_layer() =>
        Application
            .Value.Types.Select(NamespaceOf)
            .Where(n => n.StartsWith(Platform + ".", StringComparison.Ordinal))
            .Select(n => n[(Platform.Length + 1)..].Split('.')[0])
            .Distinct()
            .ShouldBe(Layers, ignoreOrder: true, "An area that stands in no layer may point anywhere. Say where it belongs.");

    [Fact]
    public void Views_are_seen_as_code_of_their_module() =>
        Uses((from, to) => ModuleOf(from) == "Exchange" && to == Platform + ".Intake")
            .ShouldContain(use => use.StartsWith(Views, StringComparison.Ordinal), "A view that stands outside its module's namespace could use anybody's types unseen.");

    [Fact]
    public void A_module_uses_of_another_only_what_stands_in_its_root_namespace() =>
        Uses(
                (from, to) =>
                    ModuleOf(from) is { } user
                    && ModuleOf(to) is { } used
                    && user != used
                    && used != "Shared"
                    && to != Modules + used
            )
            .ShouldBeEmpty(
                "The root namespace of a module is what it promises to the others; below it are its own affairs. Promise the type there, or publish an SQL view."
            );

    [Fact]
    public void A_module_makes_and_changes_only_rows_of_its_own() =>
        Application
            .Value.Types.Where(t => ModuleOf(NamespaceOf(t)) is not null)
            .SelectMany(from => from.Dependencies.OfType<MethodCallDependency>().Select(call => (From: from, call.Target, Member: call.TargetMember.Name)))
            .Where(call =>
                (call.Member.StartsWith("set_", StringComparison.Ordinal) || call.Member.StartsWith(".ctor", StringComparison.Ordinal))
                && Rows.Value.Contains(call.Target.FullName)
                && ModuleOf(NamespaceOf(call.Target)) is { } owner
                && owner != ModuleOf(NamespaceOf(call.From))
            )
            .Select(call => $"{Readable(call.From)} → {Readable(call.Target)}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty("Two modules that write one table know two sets of its rules. Ask the module that owns it for an operation.");

    [Fact]
    public void What_all_modules_share_knows_none_of_them() =>
        Uses((from, to) => ModuleOf(from) == "Shared" && ModuleOf(to) is { } used && used != "Shared")
            .ShouldBeEmpty("The frame stands around every page. If it knows a module, that module is on every page.");

    [Fact]
    public void The_simulator_can_reach_the_system_only_by_its_doors()
    {
        var simulator = System.Reflection.Assembly.Load("StudentNet.Simulator");
        string[] inside = ["StudentNet", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.Data.Sqlite"];
        simulator
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => inside.Contains(n) || n.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal))
            .ShouldBeEmpty("A simulator that could write tables would prove that tables can be written, not that the year works.");
    }

    /// <summary>Full names of the types whose rows are stored.</summary>
    private static readonly Lazy<IReadOnlySet<string>> Rows = new(() =>
    {
        var builder = new DbContextOptionsBuilder<PostgresDb>();
        DataServices.UsePostgres(builder, "Host=nowhere");
        using var db = new PostgresDb(builder.Options);
        return db.Model.GetEntityTypes().Select(t => t.ClrType.FullName!).ToHashSet(StringComparer.Ordinal);
    });

    /// <summary>Uses between the application's own types, by namespace, each once.</summary>
    private static IReadOnlyList<string> Uses(Func<string, string, bool> isForbidden) =>
        [
            .. Application
                .Value.Types.Where(t => NamespaceOf(t).StartsWith("StudentNet.", StringComparison.Ordinal))
                .SelectMany(from => from.Dependencies.Select(d => (From: from, To: d.Target)))
                .Where(use => isForbidden(NamespaceOf(use.From), NamespaceOf(use.To)))
                .Select(use => $"{Readable(use.From)} → {Readable(use.To)}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static string? ModuleOf(string name) =>
        name.StartsWith(Modules, StringComparison.Ordinal) ? name[Modules.Length..].Split('.')[0] : null;

    private static int? LayerOf(string name) =>
        name.StartsWith(Platform + ".", StringComparison.Ordinal) ? Array.IndexOf(Layers, name[(Platform.Length + 1)..].Split('.')[0]) : null;

    /// <summary>
    /// A compiled view has a namespace of the compiler's; its name is its path (Modules_Exchange_A6Receipts_Upload), and it is its module's code. The
    /// compiler's own types have no namespace.
    /// </summary>
    private static string NamespaceOf(IType type) =>
        type.Namespace?.FullName is not { } name ? ""
        : name == Views && type.Name.Split('_') is ["Modules", var module, ..] ? $"{Modules}{module}.{Views}"
        : name;

    // Closures and iterators belong to the class a person wrote.
    private static string Readable(IType type) => type.FullName.Split(["+<", "/<"], StringSplitOptions.None)[0];
}
