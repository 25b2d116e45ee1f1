namespace StudentNet.Platform.Commands;

/// <summary>A setting that cannot be followed. Its message is a sentence for whoever set it and never repeats a secret; the program ends with <see cref="ExitCode.Usage"/>.</summary>
public sealed class SettingException(string message) : Exception(message);
