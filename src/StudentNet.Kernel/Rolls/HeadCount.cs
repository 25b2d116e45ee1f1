namespace StudentNet.Kernel;

/// <summary>
/// 各班學生現況 of a class, a grade or a school (domain §4, Q1): who counts towards the class and who does not.
/// All figures are pupils; each pupil is in exactly one of them.
/// </summary>
/// <param name="EnrolledNational">在校本國籍生 (counted).</param>
/// <param name="EnrolledForeign">在校外籍生 (counted).</param>
/// <param name="NonSchoolWithPlace">佔員額非學本國籍生 (counted).</param>
/// <param name="LongSick">長期病假 (counted).</param>
/// <param name="NonSchoolNational">非學本國籍生 (not counted).</param>
/// <param name="NonSchoolForeign">非學外籍生 (not counted).</param>
/// <param name="DroppedOut">中輟生 (not counted).</param>
/// <param name="Abroad">出國／出境 (not counted).</param>
public readonly record struct HeadCount(
    int EnrolledNational = 0,
    int EnrolledForeign = 0,
    int NonSchoolWithPlace = 0,
    int LongSick = 0,
    int NonSchoolNational = 0,
    int NonSchoolForeign = 0,
    int DroppedOut = 0,
    int Abroad = 0)
{
    /// <summary>列入班級人數計算.</summary>
    public int Counted => EnrolledNational + EnrolledForeign + NonSchoolWithPlace + LongSick;

    /// <summary>不列入班級人數計算.</summary>
    public int NotCounted => NonSchoolNational + NonSchoolForeign + DroppedOut + Abroad;

    public int Total => Counted + NotCounted;

    public static HeadCount Sum(IEnumerable<HeadCount> counts) => counts.Aggregate(default(HeadCount), (sum, one) => sum + one);

    public static HeadCount Add(HeadCount left, HeadCount right) => left + right;

    public static HeadCount operator +(HeadCount left, HeadCount right) => new(
        left.EnrolledNational + right.EnrolledNational,
        left.EnrolledForeign + right.EnrolledForeign,
        left.NonSchoolWithPlace + right.NonSchoolWithPlace,
        left.LongSick + right.LongSick,
        left.NonSchoolNational + right.NonSchoolNational,
        left.NonSchoolForeign + right.NonSchoolForeign,
        left.DroppedOut + right.DroppedOut,
        left.Abroad + right.Abroad);
}
