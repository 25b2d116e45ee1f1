using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>Keeps the caller on the request itself, so that error pages, which are drawn in a scope of their own, know who is asking.</summary>
internal sealed class CallerContext(IHttpContextAccessor accessor) : ICallerContext
{
    private static readonly object Key = new();

    public Caller? Caller => accessor.HttpContext?.Items[Key] as Caller;

    public static void Set(HttpContext context, Caller? caller) => context.Items[Key] = caller;
}
