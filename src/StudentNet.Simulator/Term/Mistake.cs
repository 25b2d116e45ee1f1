namespace StudentNet.Simulator.Term;

/// <summary>Thirty ways in which a row of a class roll is wrong, as clerks and their programs make them.</summary>
public enum Mistake
{
    /// <summary>One digit of the number is mistyped: the check digit does not hold.</summary>
    WrongCheckDigit,

    /// <summary>A digit of the number is missing.</summary>
    NumberTooShort,

    /// <summary>The letter O stands where the number has a digit.</summary>
    LetterForDigit,

    /// <summary>The number was copied from a list that masks it.</summary>
    MaskedNumber,

    /// <summary>The second character is no sex digit.</summary>
    WrongSexDigit,

    /// <summary>There is no number.</summary>
    NumberMissing,

    /// <summary>The kind of number is not the number's.</summary>
    WrongNumberKind,

    /// <summary>There is no name.</summary>
    NameMissing,

    /// <summary>An earlier program has lost a character of the name.</summary>
    LostCharacter,

    /// <summary>A remark was pasted behind the name: too long.</summary>
    NameTooLong,

    /// <summary>The sex is a code that the table lacks.</summary>
    UnknownSex,

    /// <summary>Born on the thirtieth of February.</summary>
    NoSuchDay,

    /// <summary>Born next year.</summary>
    DateInFuture,

    /// <summary>The year of birth has lost a digit: 14 instead of 114.</summary>
    YearAstray,

    /// <summary>There is no birth date.</summary>
    BirthDateMissing,

    /// <summary>A nationality that no state gives.</summary>
    UnknownNationality,

    /// <summary>A foreign pupil, who belongs on another list.</summary>
    ForeignPupil,

    /// <summary>A class kind that the table lacks.</summary>
    UnknownClassKind,

    /// <summary>A grade of the 國中 in a 國小.</summary>
    GradeOfAnotherLevel,

    /// <summary>The grade is written in words.</summary>
    GradeInWords,

    /// <summary>The name of the class is a whole sentence.</summary>
    ClassTooLong,

    /// <summary>A spreadsheet formula stands in the seat number.</summary>
    FormulaAsSeat,

    /// <summary>非學 without its kind.</summary>
    HomeSchoolingWithoutKind,

    /// <summary>A pupil at school who is said to hold the place of a pupil out of school.</summary>
    PlaceOfEnrolled,

    /// <summary>Long sick, since nobody knows when.</summary>
    SicknessWithoutStart,

    /// <summary>The row of another child of the school instead of this one's: that child is there twice, and both rows are wrong.</summary>
    SameChildTwice,

    /// <summary>The line breaks off: the last cells are missing.</summary>
    RowTooShort,

    /// <summary>A comma inside a cell has made one cell two: there are more cells than headings.</summary>
    RowTooLong,

    /// <summary>A quote that never closes.</summary>
    OpenQuote,

    /// <summary>One cell is missing in the middle: all behind it stand one column to the left.</summary>
    ShiftedColumns,
}
