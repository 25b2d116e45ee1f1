using StudentNet.Tests.Infrastructure;
using Sylvan.Data.Csv;

namespace StudentNet.Tests.Access;

/// <summary>The expected answers: <c>access-matrix.csv</c>.</summary>
internal static class AccessMatrix
{
    private const string File = "access-matrix.csv";

    /// <summary>Header of the file.</summary>
    public static string Columns => $"endpoint,method,path,{string.Join(',', AccessAsker.Names)}";

    /// <summary>All rows; an unknown verdict throws.</summary>
    public static IReadOnlyList<AccessRow> Read()
    {
        using var text = new StreamReader(typeof(AccessMatrix).Assembly.GetManifestResourceStream(File)!);
        using var csv = CsvDataReader.Create(text);
        var rows = new List<AccessRow>();
        while (csv.Read())
        {
            var expected = AccessAsker.Names.ToDictionary(name => name, name => AccessVerdict.Known(csv.GetString(csv.GetOrdinal(name))));
            rows.Add(new AccessRow(csv.GetString(0), csv.GetString(1), csv.GetString(2), expected));
        }

        return rows;
    }
}

/// <summary>One row: an endpoint, a method, the address that is asked for, and what each asker must get. An endpoint may have several, for several addresses.</summary>
internal sealed record AccessRow(string Endpoint, string Method, string Path, IReadOnlyDictionary<string, string> Expected)
{
    public bool IsOf(AccessEndpoint endpoint) => Endpoint == endpoint.Template && Method == endpoint.Method;
}

/// <summary>The four answers that access can give.</summary>
internal static class AccessVerdict
{
    /// <summary>Let in: the page, its 422 or 409, or the redirect after a post.</summary>
    public const string Allow = "allow";

    /// <summary>Exactly the answer to an address that does not exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>Asked to sign in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Led elsewhere by a GET.</summary>
    public const string Redirect = "redirect";

    /// <summary>The application broke; never expected.</summary>
    public const string Failure = "failure";

    public static string Known(string verdict) =>
        verdict is Allow or NotFound or SignIn or Redirect ? verdict : throw new InvalidOperationException($"access-matrix.csv: there is no verdict \"{verdict}\".");
}
