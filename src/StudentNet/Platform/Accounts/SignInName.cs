namespace StudentNet.Platform.Accounts;

/// <summary>帳號: a person's own number or e-mail, or a school's code with AA.</summary>
public static class SignInName
{
    /// <summary>Behind a school's code, <c>J</c> and <c>C</c> of attached units included: <c>011301JAA</c> (domain §11).</summary>
    private const string AdministratorSuffix = "AA";

    /// <summary>One form for what people type: full-width, blanks and capitals make no difference.</summary>
    public static string Normalise(string? typed) =>
        string.Concat(NameText.Normalise(typed ?? "").Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Sign-in name of a school unit's AA account.</summary>
    public static string OfAdministrator(string schoolCode) => schoolCode + AdministratorSuffix;
}
