using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Architecture;

/// <summary>
/// Where the process remembers something. Any number of servers answer for one installation, and one process answers for one test after the other:
/// what a static field or a ready-made instance remembers, nobody can renew.
/// </summary>
public sealed class StateTests
{
    /// <summary>Static fields that may change, each with the reason why it says the same to everybody.</summary>
    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal)
    {
        [$"{typeof(Sql).FullName}.Texts"] = "Texts of embedded files, which do not change while the program runs.",
        [$"{typeof(DataServices).FullName}.{nameof(DataServices.Statements)}"] = "What the mapper made of a query: the same for everybody who asks it.",
    };

    /// <summary>What is made to be changed, by several at once.</summary>
    private static readonly HashSet<Type> Memories =
    [
        typeof(ConcurrentDictionary<,>),
        typeof(ConcurrentQueue<>),
        typeof(ConcurrentStack<>),
        typeof(ConcurrentBag<>),
        typeof(ConditionalWeakTable<,>),
        typeof(AsyncLocal<>),
        typeof(ThreadLocal<>),
        typeof(StrongBox<>),
        typeof(SemaphoreSlim),
        typeof(Lock),
        typeof(Timer),
        typeof(PeriodicTimer),
        typeof(CancellationTokenSource),
        typeof(System.Threading.Channels.Channel<>),
        typeof(Random),
    ];

    [Fact]
    public void No_static_field_remembers() =>
        new[] { typeof(Application).Assembly, typeof(Scope).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !IsMadeByACompiler(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && !field.Name.Contains("<>", StringComparison.Ordinal) && Remembers(field))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}")
            .Where(name => !Kept.ContainsKey(name))
            .ShouldBeEmpty("Give it to a singleton, which each test gets anew, or name it here with the reason why it says the same to everybody.");

    [Fact]
    public async Task No_instance_that_is_registered_ready_made_remembers()
    {
        using var folder = new Folder();
        List<object> instances = [];
        await using var app = Application.Build(["--data", folder.Path], builder => instances.AddRange(Instances(builder)));
        instances.ShouldNotBeEmpty();
        instances
            .SelectMany(instance => WhatRemembers(instance.GetType(), []))
            .Distinct()
            .ShouldBeEmpty("Register the type or a factory instead of an instance: then each test gets one of its own.");
    }

    [Theory]
    [InlineData(typeof(Changing), true)]
    [InlineData(typeof(Caching), true)]
    [InlineData(typeof(Within), true)]
    [InlineData(typeof(Fixed), false)]
    public void A_type_that_remembers_is_found(Type type, bool remembers) => WhatRemembers(type, []).Any().ShouldBe(remembers);

    private static IEnumerable<object> Instances(WebApplicationBuilder builder) =>
        builder.Services.Where(s => !s.IsKeyedService).Select(s => s.ImplementationInstance).OfType<object>().Where(i => IsOurs(i.GetType()));

    /// <summary>Fields of a type of ours, and of what they are made of, that can change.</summary>
    private static IEnumerable<string> WhatRemembers(Type type, HashSet<Type> looked)
    {
        if (!IsOurs(type) || type.IsEnum || !looked.Add(type))
        {
            yield break;
        }

        for (var part = type; part is not null && IsOurs(part); part = part.BaseType)
        {
            foreach (var field in part.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (Remembers(field))
                {
                    yield return $"{part.FullName}.{field.Name}";
                }

                foreach (var inner in Parts(field.FieldType).SelectMany(t => WhatRemembers(t, looked)))
                {
                    yield return inner;
                }
            }
        }
    }

    // Parameters of a primary constructor are fields that end in >P; that nothing assigns to them is for the reader to see.
    private static bool Remembers(FieldInfo field) =>
        (!field.IsInitOnly && !field.Name.EndsWith(">P", StringComparison.Ordinal))
        || Memories.Contains(field.FieldType.IsGenericType ? field.FieldType.GetGenericTypeDefinition() : field.FieldType);

    /// <summary>The type and what it is of: the rows of a list. What a function takes or gives is nothing that it holds.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.IsAssignableTo(typeof(Delegate)) ? []
        : type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("StudentNet", StringComparison.Ordinal);

    private static bool IsMadeByACompiler(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.Contains('<', StringComparison.Ordinal) || (type.DeclaringType is { } outer && IsMadeByACompiler(outer));

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("sn-state-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

#pragma warning disable CA1823, IDE0051, IDE0044, CS0169, CS0649, CA1812, CA1852
    private sealed class Changing
    {
        private int _count;
    }

    private sealed class Caching
    {
        private readonly ConcurrentDictionary<string, int> _seen = new();
    }

    private sealed class Within
    {
        private readonly IReadOnlyList<Changing> _all = [];
    }

    private sealed record Fixed(string Name, IReadOnlyList<string> Parts)
    {
        public int Length { get; init; }
    }
#pragma warning restore CA1823, IDE0051, IDE0044, CS0169, CS0649, CA1812, CA1852
}
