namespace StudentNet.Kernel;

/// <summary>國小 or 國中. The value is the grade in which a child enters (1 or 7).</summary>
public enum SchoolLevel
{
    Elementary = 1,
    JuniorHigh = 7,
}

/// <summary>What each <see cref="SchoolLevel"/> is called, and when it is entered and left behind.</summary>
public static class SchoolLevels
{
    extension(SchoolLevel level)
    {
        /// <summary>國小 or 國中.</summary>
        public string Title() => level == SchoolLevel.Elementary ? "國小" : "國中";

        /// <summary>The first grade of the level: 1 or 7.</summary>
        public int EntryGrade() => (int)level;

        /// <summary>Years between the cohort's year and the year of entry (domain §4): 6 or 12.</summary>
        internal int YearsToEntry() => level == SchoolLevel.Elementary ? 6 : 12;

        /// <summary>Years between the cohort's year and the age-out date (domain §4): 12 or 16.</summary>
        internal int YearsToAgeOut() => level == SchoolLevel.Elementary ? 12 : 16;
    }
}
