using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>Design §2: every read of children takes a scope. Asked of the running application, page by page, for whatever statement it sends.</summary>
[Collection(nameof(EverybodyAsked))]
public sealed class ScopeOfReadsTests(EverybodyAsked asked)
{
    /// <summary>The codes that lie in each asker's scope. The ministry's has no bounds; the helpdesk sees no children at all.</summary>
    private static readonly Dictionary<string, string[]> Scopes = new(StringComparer.Ordinal)
    {
        ["clerk"] = [SmallCountry.School],
        ["other_clerk"] = [SmallCountry.OtherSchool],
        ["foreign_clerk"] = [SmallCountry.ForeignSchool],
        ["aa"] = [SmallCountry.School],
        ["county"] = [SmallCountry.County, SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.JuniorHigh, SmallCountry.SchoolOfForeigners],
        ["other_county"] = [SmallCountry.OtherCounty, SmallCountry.ForeignSchool],
        ["township"] = [SmallCountry.Township],
        ["helpdesk"] = [],
        ["signed_out"] = [],
    };

    [Fact]
    public void Every_statement_that_reads_children_for_a_page_keeps_to_the_scope_of_who_asks()
    {
        var looks = asked.Answers.Where(a => Scopes.ContainsKey(a.Asker) && a.Row.Method.StartsWith("GET", StringComparison.Ordinal)).ToList();
        var beyond = looks.SelectMany(a =>
            ReadsOfChildren.Beyond(a.Reads, Scopes[a.Asker]).Where(text => !IsOnPurpose(a.Row, text)).Select(text => $"{a.Asker} {a.Row.Method} {a.Row.Path}:\n{text}\n")
        );

        beyond.ShouldBeEmpty("Outside its scope a child is not there: narrow the read by the roster's Within, ScopeSets or the caller's own organisation.");
        looks.Where(a => a.Reads.Count > 0).Select(a => a.Row.Endpoint).Distinct().Count().ShouldBeGreaterThan(60, "If the pages' reads are not seen, nothing is judged.");
    }

    /// <summary>
    /// The questions that are put to the whole country. Whether a proposed child is one whom the registry has is for the county to judge, wherever that
    /// child lives (decision 81); it goes by name and birth date. Whose the numbers are that stand in a receipt's own file is asked for the audit alone
    /// (decision 112), and nobody sees the answer.
    /// </summary>
    private static bool IsOnPurpose(AccessRow row, string statement)
    {
        var text = statement.Replace("\"", "", StringComparison.Ordinal);
        return row.Endpoint switch
        {
            "/N7.21/child/{personId:long}" => text.Contains("normalised_name = @", StringComparison.Ordinal),
            "/A6/{receipt:long}" => text.StartsWith("SELECT DISTINCT COALESCE(p0.merged_into, p0.person_id)", StringComparison.Ordinal),
            _ => false,
        };
    }
}
