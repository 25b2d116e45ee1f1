using StudentNet.Platform.Installations;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// Who must have a 驗證器 here. County and ministry where real children are, nobody in training; the setting <c>second-factor</c> says otherwise:
/// <c>everyone</c> (schools and townships too), <c>required</c> (county and ministry), <c>optional</c>.
/// </summary>
public sealed class SecondFactorPolicy(IConfiguration configuration, DutyCatalogue duties, TrainingClock installation)
{
    private const string Setting = "second-factor";

    private readonly string? _word = WordOf(configuration);

    /// <summary>The setting. A word that nobody knows throws, which stops the start: misspelt, it would ask nobody.</summary>
    public static string? WordOf(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var word = configuration[Setting];
        return word is null or "" or "everyone" or "required" or "optional"
            ? word
            : throw new InvalidOperationException($"{Setting}: \"{word}\" is none of everyone, required, optional.");
    }

    /// <summary>Whether somebody with these appointments must have it.</summary>
    public bool IsRequired(IEnumerable<Appointment> appointments) =>
        _word switch
        {
            "everyone" => appointments.Any(),
            "optional" => false,
            "required" => appointments.Any(IsOfOffice),
            _ => !installation.IsTraining && appointments.Any(IsOfOffice),
        };

    private bool IsOfOffice(Appointment appointment) => duties[appointment.Duty].Level is Level.County or Level.Ministry;
}
