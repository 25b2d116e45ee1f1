namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Which term's rolls are filed on a day: from 8/16 and 2/16 on the new one, until 2/15 and 8/15 the old one (domain §3).</summary>
internal static class RollTerm
{
    /// <summary>Filing begins half a month after the term does.</summary>
    private const int BeginsAfterDays = 15;

    public static Term Of(DateOnly today) => Term.Of(today.AddDays(-BeginsAfterDays));

    /// <summary>Name of the term's row in <c>windows.csv</c>.</summary>
    public static string Window(Term term) => $"Q1.{term.Number}";
}
