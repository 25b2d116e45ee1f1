using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Accounts;

/// <summary>The two fields in which a new password is written.</summary>
public sealed class NewPassword
{
    [Display(Name = "新密碼"), Required, DataType(DataType.Password)]
    public string Text { get; set; } = "";

    [Display(Name = "再填一次新密碼"), Required, DataType(DataType.Password), Compare(nameof(Text), ErrorMessage = "兩次填寫的密碼不同")]
    public string Again { get; set; } = "";

    /// <summary>Adds to the form's errors what the rules say against it.</summary>
    /// <param name="name">Name of the property of this type in the page.</param>
    public void Check(ModelStateDictionary form, string name, string signInName)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (!string.IsNullOrEmpty(Text) && PasswordRules.Fault(Text, signInName) is { } fault)
        {
            form.AddModelError($"{name}.{nameof(Text)}", fault);
        }
    }
}
