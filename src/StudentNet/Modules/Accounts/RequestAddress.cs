using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Accounts;

/// <summary>Where a request comes from, as sign-in records keep it and locks count it.</summary>
internal static class RequestAddress
{
    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    public static SignInOrigin Origin(this HttpContext context) => context.RequestServices.GetRequiredService<KnownDevice>().Origin(context);
}
