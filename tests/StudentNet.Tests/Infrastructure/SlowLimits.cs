using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Access;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Limits counted by the hour: nothing refills while a slow machine looks.</summary>
internal static class SlowLimits
{
    public static RateLimits Of(IServiceProvider services) =>
        new(services.GetRequiredService<IConfiguration>()) { Period = TimeSpan.FromHours(1) };
}
