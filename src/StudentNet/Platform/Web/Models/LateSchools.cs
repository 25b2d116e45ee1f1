namespace StudentNet.Platform.Web;

/// <summary>The red band above a list of schools: how many are late, and by how many days at most. Nothing is drawn where nobody is.</summary>
/// <param name="Verb">What they have not done: 提交, 上傳.</param>
/// <param name="CanRemind">It is the county's own page: it may remind them.</param>
public sealed record LateSchools(int Count, int MostDays, string Verb, bool CanRemind);
