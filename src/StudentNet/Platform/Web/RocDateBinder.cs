using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace StudentNet.Platform.Web;

/// <summary>Reads a date in a form or an address as people write it: 115/09/01, 1150901, 2026-09-01.</summary>
internal sealed class RocDateBinder : IModelBinder
{
    /// <inheritdoc />
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        var given = bindingContext.ValueProvider.GetValue(name);
        if (given == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(name, given);
        var text = given.FirstValue;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
            {
                // A date that was left out is an answer: without one, the form would count as never checked, and be refused in silence.
                bindingContext.Result = ModelBindingResult.Success(null);
            }
            else
            {
                bindingContext.ModelState.AddModelError(name, ChineseMessages.Missing);
            }

            return Task.CompletedTask;
        }

        if (RocDate.TryParse(text, out var date))
        {
            bindingContext.Result = ModelBindingResult.Success(date);
        }
        else
        {
            bindingContext.ModelState.AddModelError(name, $"「{text}」不是日期，請填民國年月日，例如 115/09/01");
        }

        return Task.CompletedTask;
    }

    /// <summary>Gives every <see cref="DateOnly"/> this binder.</summary>
    internal sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new RocDateBinder() : null;
    }
}
