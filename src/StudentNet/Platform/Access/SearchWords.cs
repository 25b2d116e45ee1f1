using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>
/// What was searched for, a child's name or number, as it may stand in an address: sealed for the account that searched. So pages, sorting, «back» and a
/// reload work as ever, and neither the browser's history nor the log of a proxy learns a name (decision 119).
/// </summary>
public sealed class SearchWords(IDataProtectionProvider protection)
{
    /// <summary>Parameter of the address, and field of the form.</summary>
    public const string Parameter = "q";

    /// <summary>Where forms of searches are posted to.</summary>
    public const string Path = "/search";

    /// <summary>Longer words find nobody; what the address carries stays short.</summary>
    public const int Longest = 100;

    /// <summary>The words, sealed.</summary>
    public string Seal(Caller caller, string words) => Of(caller).Protect(words);

    /// <summary>The words; null for what is no seal of this account. Words in clear are none: they would come back into the address.</summary>
    public string? Open(Caller caller, string? seal)
    {
        if (string.IsNullOrEmpty(seal))
        {
            return null;
        }

        try
        {
            return Of(caller).Unprotect(seal);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Of(Caller caller) => protection.CreateProtector("StudentNet.SearchWords", caller.AccountId.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Binds the sealed words of an address to the words: <c>[BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]</c>.</summary>
public sealed class SearchWordsBinder(SearchWords words, ICallerContext context) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (context.Caller is { } caller && words.Open(caller, given.FirstValue) is { Length: > 0 } open)
        {
            bindingContext.Result = ModelBindingResult.Success(open);
        }

        return Task.CompletedTask;
    }
}
