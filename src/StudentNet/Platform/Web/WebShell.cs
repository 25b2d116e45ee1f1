using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Web;

/// <summary>Razor Pages rooted at /Modules with the frame, the headers and the error pages around them.</summary>
public static class WebShell
{
    /// <summary>The folder below which every page lives.</summary>
    public const string RootDirectory = "/Modules";

    /// <summary>Registers pages, encoder, model binding in Chinese and the default frame.</summary>
    public static IServiceCollection AddWebShell(this IServiceCollection services)
    {
        services.AddRazorPages(options => options.RootDirectory = RootDirectory)
            .AddMvcOptions(ChineseMessages.Use)
            .AddMvcOptions(options => options.ModelMetadataDetailsProviders.Add(new FormProperties()))
            .AddMvcOptions(options => options.Filters.Add<KnownHandlers>())
            .AddMvcOptions(options => options.ModelBinderProviders.Insert(0, new RocDateBinder.Provider()))
            // The server validates; attributes for a client library that is not there would only be weight.
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false);

        // By default every Chinese character would leave as &#xNNNN;: unreadable source, three times the size.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = Notice.Cookie;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.IsEssential = true;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it, and says more
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddOutageLog();
        services.AddSingleton<PageDates>();
        services.TryAddScoped<IShell, SignedOutShell>();
        return services;
    }

    /// <summary>
    /// Puts headers, error pages, static files, routing and the pages into the pipeline.
    /// Call it first; authentication and authorization follow it.
    /// </summary>
    public static WebApplication UseWebShell(this WebApplication app)
    {
        app.UseProxies();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<UploadRedirects>();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(
                new ExceptionHandlerOptions
                {
                    ExceptionHandlingPath = "/status/500",
                    CreateScopeForErrors = true,
                    StatusCodeSelector = e => DatabaseFault.IsPassing(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
                }
            );
            app.UseHsts();
        }

        app.UseMiddleware<OutageAnswers>();
        // A scope of its own: nothing the refused page had loaded may colour the answer. "Not yours" equals "not there".
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments(ApiProblem.Path, StringComparison.Ordinal),
            pages => pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true));
        app.UseWhen(context => context.Request.Path.StartsWithSegments(ApiProblem.Path, StringComparison.Ordinal), api => api.UseMiddleware<ApiProblems>());
        // No text here holds a NUL, and PostgreSQL takes none; the server itself refuses one in a path or a form.
        app.Use(
            (context, next) =>
            {
                if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }
        );
        app.UseRouting();
        // At once: a style sheet asks nobody who is calling, and the page that says that the database is away needs it.
        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    /// <summary>Frames pages until the application registers its own <see cref="IShell"/>.</summary>
    private sealed class SignedOutShell : IShell
    {
        public Task<ShellModel> GetAsync(HttpContext context) => Task.FromResult(ShellModel.SignedOut);
    }
}
