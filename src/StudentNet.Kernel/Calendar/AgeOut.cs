namespace StudentNet.Kernel;

/// <summary>When a child is too old to be tracked, and when the duty to attend ends (domain §4).</summary>
public static class AgeOut
{
    /// <summary>逾齡除案: 9/2 of the cohort's year + 12 (國小) or + 16 (國中). From this day on the case releases itself.</summary>
    public static DateOnly Date(DateOnly birth, SchoolLevel level) =>
        new(Cohort.Of(birth).Year + level.YearsToAgeOut(), 9, 2);

    /// <summary>
    /// The last day of the school year in which 15 is reached. This is the law's end of compulsory age, kept beside the
    /// practice of <see cref="Date"/>, which differs. A birthday on 29 February falls on the 28th in common years.
    /// </summary>
    public static DateOnly CompulsoryUntil(DateOnly birth) => SchoolYear.Of(birth.AddYears(15)).LastDay;
}
