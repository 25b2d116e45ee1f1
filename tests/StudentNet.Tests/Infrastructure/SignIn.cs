using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

/// <summary>How a persona gets to be the caller: the one place to change when the application has accounts.</summary>
internal static class SignIn
{
    private const string Header = "Test-Persona";

    /// <summary>Lets a header name the caller.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<ICallerContext, CallerOfHeader>();
    }

    /// <summary>Makes a visitor the persona.</summary>
    public static Task SignInAsync(Visitor visitor, Persona persona)
    {
        visitor.Http.DefaultRequestHeaders.Add(Header, Persona.All.ToList().IndexOf(persona).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private sealed class CallerOfHeader(IHttpContextAccessor accessor, StudentNetDb db) : ICallerContext
    {
        public Caller? Caller
        {
            get
            {
                if (accessor.HttpContext?.Request.Headers[Header].FirstOrDefault() is not { } index)
                {
                    return null;
                }

                var number = int.Parse(index, System.Globalization.CultureInfo.InvariantCulture);
                var persona = Persona.All[number];
                var organisation = db.Set<Organisation>().AsNoTracking().First(o => o.Code == persona.OrganisationCode);
                return new Caller(number + 1, number + 1, persona.Name, organisation, persona.Duty);
            }
        }
    }
}
