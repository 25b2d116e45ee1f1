using System.Xml;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// What reading throws where a file is not what it should be: broken markup, a broken archive, an end that comes too early. What our own disk or database says
/// (<see cref="Outage"/>) is not the sender's affair: it goes on, the run waits, and the file is read again when the disk is back.
/// </summary>
internal static class BrokenFile
{
    /// <summary>Whether the file is broken.</summary>
    public static bool Is(Exception exception) => exception is XmlException or InvalidDataException or IOException && Outage.Of(exception) is null;

    /// <summary>The same where a library reads that says it in many ways: by arguments, by numbers that are too large, by what it does not know.</summary>
    public static bool IsByLibrary(Exception exception) =>
        Is(exception) || (exception is FormatException or OverflowException or ArgumentException or NotSupportedException && Outage.Of(exception) is null);
}
