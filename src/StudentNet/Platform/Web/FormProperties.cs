using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace StudentNet.Platform.Web;

/// <summary>
/// What the framework does with the properties of a form, so that no form can be sent that a page does not expect: a blank field is an empty text and
/// not null where the property cannot be null, and what a form only works out from its fields (a property without a setter) is neither filled in nor
/// looked into before the fields are known to be sound.
/// </summary>
internal sealed class FormProperties : IBindingMetadataProvider, IDisplayMetadataProvider, IValidationMetadataProvider
{
    private static readonly NeverValidated Never = new();

    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (IsWorkedOut(context.Key))
        {
            context.BindingMetadata.IsBindingAllowed = false;
        }
    }

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        // A context of its own each time: one may not be asked from two threads.
        if (context.Key is { MetadataKind: ModelMetadataKind.Property, ModelType.FullName: "System.String", PropertyInfo: { } property }
            && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull)
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        if (IsWorkedOut(context.Key))
        {
            context.ValidationMetadata.PropertyValidationFilter = Never;
        }
    }

    private static bool IsWorkedOut(ModelMetadataIdentity key) =>
        key is { MetadataKind: ModelMetadataKind.Property, PropertyInfo: { CanWrite: false } property } && !property.PropertyType.IsAssignableTo(typeof(IEnumerable));

    private sealed class NeverValidated : IPropertyValidationFilter
    {
        public bool ShouldValidateEntry(ValidationEntry entry, ValidationEntry parentEntry) => false;
    }
}
