namespace StudentNet.Modules.Accounts;

/// <summary>Where a request comes from, as sign-in records keep it.</summary>
internal static class RequestAddress
{
    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}
