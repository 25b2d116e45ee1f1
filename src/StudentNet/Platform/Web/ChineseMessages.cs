using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace StudentNet.Platform.Web;

/// <summary>What the framework says by itself when a form is wrong, in the words of the interface.</summary>
internal sealed class ChineseMessages : IValidationMetadataProvider
{
    /// <summary>What an empty field that must not be empty says.</summary>
    public const string Missing = "請填寫";

    public static void Use(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new ChineseMessages());
        var messages = options.ModelBindingMessageProvider;
        messages.SetMissingBindRequiredValueAccessor(_ => Missing);
        messages.SetMissingKeyOrValueAccessor(() => Missing);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "沒有收到內容");
        messages.SetValueMustNotBeNullAccessor(_ => Missing);
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => $"看不懂「{value}」，請照格式填寫");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"看不懂「{value}」，請照格式填寫");
        messages.SetUnknownValueIsInvalidAccessor(_ => "內容不符格式");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "內容不符格式");
        messages.SetValueIsInvalidAccessor(value => $"看不懂「{value}」，請照格式填寫");
        messages.SetValueMustBeANumberAccessor(_ => "請填數字");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "請填數字");
    }

    /// <inheritdoc />
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            // A rule of our own brings its words; setting none would take them away.
            if (rule.ErrorMessage is null && rule.ErrorMessageResourceName is null && Words(rule) is { } words)
            {
                rule.ErrorMessage = words;
            }
        }
    }

    // {1}, {2}: the bounds, in the order each attribute hands them over.
    private static string? Words(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => Missing,
        StringLengthAttribute length when length.MinimumLength == length.MaximumLength => "請填 {1} 個字",
        StringLengthAttribute { MinimumLength: > 0 } => "請填 {2} 至 {1} 個字",
        StringLengthAttribute or MaxLengthAttribute => "最多 {1} 個字",
        MinLengthAttribute => "至少 {1} 個字",
        RangeAttribute => "請填 {1} 至 {2} 之間的數",
        EmailAddressAttribute => "請填完整的電子郵件信箱，例如 name@example.tw",
        CompareAttribute => "兩次填寫的內容不同",
        RegularExpressionAttribute => "內容不符格式",
        _ => null,
    };
}
