using StudentNet.Platform.Accounts;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Web;

/// <summary>Registers the frame of the application and what it shows of the filing windows.</summary>
public static class ShellServices
{
    public static IServiceCollection AddApplicationShell(this IServiceCollection services) =>
        services
            .AddScoped<IShell, ApplicationShell>()
            .AddScoped<WindowBanners>()
            .AddScoped<OpenWork>()
            .AddScoped<ITodoSource, FilingTodos>()
            .AddSingleton<TodoCounts>()
            .AddScoped<TodoQuery>()
            .AddScoped<FeedTimes>();

    /// <summary>Counts what is due anew after whatever somebody sends. To be called behind the access rules, which know who sends it.</summary>
    public static WebApplication UseTodoCounts(this WebApplication app)
    {
        app.Use(
            async (context, next) =>
            {
                var sends = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
                var caller = sends ? context.RequestServices.GetRequiredService<ICallerContext>().Caller : null;
                var counts = context.RequestServices.GetRequiredService<TodoCounts>();
                var facts = context.RequestServices.GetRequiredService<KeptFilingFacts>();
                // Before, for a page that answers the post itself; after, for what another request has counted meanwhile.
                Forget();
                await next(context);
                Forget();

                void Forget()
                {
                    if (caller is not null)
                    {
                        counts.Forget(caller.Organisation.Code);
                        facts.Forget(caller.Organisation.Code);
                    }
                }
            }
        );
        return app;
    }
}
