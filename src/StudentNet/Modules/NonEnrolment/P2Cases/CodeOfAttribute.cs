using System.ComponentModel.DataAnnotations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>The value is a code of a table: a form that was tampered with, or a code that has gone, is an error beside the field.</summary>
/// <param name="owner">Type that holds the table.</param>
/// <param name="table">Its static property, a dictionary by code.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CodeOfAttribute(Type owner, string table) : ValidationAttribute("沒有這個選項，請重新選擇")
{
    public override bool IsValid(object? value) =>
        value is not string code || ((IReadOnlyDictionary<string, string>)owner.GetProperty(table)!.GetValue(null)!).ContainsKey(code);
}
