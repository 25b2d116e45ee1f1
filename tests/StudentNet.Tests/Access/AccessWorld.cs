using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// What the matrix asks about: <see cref="SmallCountry"/>, everybody's accounts, and for each route with parameters one thing that belongs to
/// <see cref="Persona.Clerk"/>'s school. A module adds what its routes need here, with fixed keys, and writes them into the "path" of its rows.
/// </summary>
internal static class AccessWorld
{
    public static async Task SeedAsync(TestApp app)
    {
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
    }
}
