using Microsoft.AspNetCore.Authorization;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Access;

/// <summary>Says that a page belongs to no function and is open to everybody who is signed in: changing one's appointment, help texts.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class EveryDutyAttribute : Attribute;

/// <summary>Which functions a duty opens: <c>functions.csv</c> read by <c>duties.csv</c>.</summary>
public sealed class FunctionAccess
{
    private readonly FunctionCatalogue _functions;
    private readonly DutyCatalogue _duties;

    /// <summary>A function that names a duty which does not exist would be open to nobody, in silence: it stops the start.</summary>
    public FunctionAccess(FunctionCatalogue functions, DutyCatalogue duties)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(duties);
        (_functions, _duties) = (functions, duties);
        foreach (var function in functions.All)
        {
            if (function.Duties.FirstOrDefault(d => duties.Find(d) is null) is { } unknown)
            {
                throw new InvalidOperationException($"functions.csv opens {function.Code} to the duty {unknown}, and duties.csv has none: correct the name in either file.");
            }
        }
    }

    /// <summary>Whether the caller may have the function. The menu asks the same question as the door.</summary>
    public bool IsOpen(Function function, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(caller);
        return function.Levels.Contains(caller.Level)
            && (function.Duties.Count == 0 ? !_duties[caller.Duty].OnlyNamed : function.Duties.Contains(caller.Duty));
    }

    /// <summary>The same by code; a code that functions.csv does not have is a bug and throws.</summary>
    public bool IsOpen(string code, Caller caller) => IsOpen(_functions[code], caller);
}

/// <summary>The one rule of all endpoints that do not say otherwise: signed in, and the endpoint's function is one of the caller's. No function, no entry.</summary>
internal sealed class FunctionRequirement : IAuthorizationRequirement;

internal sealed class FunctionRule(ICallerContext context, FunctionAccess access) : AuthorizationHandler<FunctionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext authorization, FunctionRequirement requirement)
    {
        var endpoint = (authorization.Resource as HttpContext)?.GetEndpoint();
        if (context.Caller is { } caller && endpoint is not null && MayEnter(endpoint, caller))
        {
            authorization.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private bool MayEnter(Endpoint endpoint, Caller caller) =>
        endpoint.Metadata.GetMetadata<FunctionAttribute>() is { } function
            ? access.IsOpen(function.Code, caller)
            : endpoint.Metadata.GetMetadata<EveryDutyAttribute>() is not null;
}
