namespace StudentNet.Simulator.Play;

/// <summary>Who works at a school: its AA account, which only enables people, and the registrar it appoints.</summary>
internal sealed class SchoolPeople(Uri server, SchoolUnit unit) : IDisposable
{
    public Clerk Administrator { get; } = new(server, unit.AdministratorName);

    public Clerk Registrar { get; } = new(server, $"registrar{unit.Code.ToLowerInvariant()}@example.edu.tw");

    /// <summary>The AA account is activated and appoints the registrar, who activates the code that was handed over.</summary>
    public async Task EnableAsync(CancellationToken cancellation)
    {
        await Administrator.ActivateAsync(unit.ActivationCode, cancellation);
        var form = (await Administrator.GetAsync("/A1/add", cancellation)).Form("指派並發給啟用碼");
        var page = await form.Set("DutyCode", "Registrar")
            .Set("PersonName", "註冊組長範例")
            .Set("SignInName", Registrar.SignInName)
            .SubmitAsync("指派並發給啟用碼", cancellation);
        await Registrar.ActivateAsync(People.CodeOn(page), cancellation);
    }

    public void Dispose()
    {
        Administrator.Dispose();
        Registrar.Dispose();
    }
}
