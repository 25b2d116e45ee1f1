using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>Turns lines into rules: recognises village, school and neighbourhoods, or says which of them it could not.</summary>
public sealed class LinePlacement(string countyCode, VillageIndex villages, SchoolIndex schools)
{
    /// <summary>Top of the span of a whole village: above every neighbourhood number.</summary>
    private const int AboveAll = 9999;

    /// <summary>Characters of the ministry's code of a school.</summary>
    private const int MinistryCodeLength = 6;

    /// <summary>Places one line under a number of the plan.</summary>
    public PlacedLine Place(long planId, int ruleNo, DistrictLine line)
    {
        var notes = new List<Problem>();
        var village = FindVillage(line, notes);
        var school = FindSchool(line, notes);
        var set = NeighbourhoodSet.Parse(line.Neighbourhoods, line.AllBut);
        if (set is { IsValid: true, Set.IsEmpty: true })
        {
            set = new Problem("neighbourhood.form", $"「{line.Neighbourhoods}」沒有任何鄰", "全里請留空；不需要的列請刪除");
        }

        if ((village.Problem ?? school.Problem ?? set.Problem) is { } problem)
        {
            return new PlacedLine(null, [], Unplaced(planId, ruleNo, line, village.Village, school.School, problem), notes);
        }

        var rule = new DistrictRule
        {
            PlanId = planId,
            RuleNo = ruleNo,
            VillageCode = village.Village!.Code,
            SchoolCode = school.School!.Code,
            Zone = line.Zone,
            Neighbourhoods = set.Set!.ToString(),
            Condition = string.IsNullOrWhiteSpace(line.Condition) ? null : line.Condition.Trim(),
            EffectiveFrom = line.EffectiveFrom,
            EffectiveTo = line.EffectiveTo,
            SourceLine = line.SourceLine,
        };
        return new PlacedLine(rule, Spans(rule, set.Set), null, notes);
    }

    /// <summary>The ranges of a rule (see <see cref="DistrictSpan"/>).</summary>
    public static IReadOnlyList<DistrictSpan> Spans(DistrictRule rule, NeighbourhoodSet set)
    {
        IEnumerable<(int From, int To)> ranges = set.IsEverything ? [(0, AboveAll)] : set.Spans;
        return
        [
            .. ranges.Select(range => new DistrictSpan
            {
                PlanId = rule.PlanId,
                RuleNo = rule.RuleNo,
                FromNeighbourhood = range.From,
                ToNeighbourhood = range.To,
                VillageCode = rule.VillageCode,
            }),
        ];
    }

    private VillageMatch FindVillage(DistrictLine line, List<Problem> notes)
    {
        if (villages.Find(line.VillageCode) is { } coded)
        {
            return new VillageMatch(coded, VillageMatchKind.Name);
        }

        var match = villages.Find(countyCode, line.Township, line.Village);
        var hasCode = !string.IsNullOrWhiteSpace(line.VillageCode);
        if (match.Village is not { } found)
        {
            return hasCode && match.Problem is { } problem
                ? problem with { Message = $"村里名冊沒有代碼「{line.VillageCode}」；{problem.Message}" }
                : match;
        }

        if (hasCode || match.Kind == VillageMatchKind.LostCharacter)
        {
            notes.Add(new Problem(
                "village.by-name",
                hasCode ? $"村里名冊沒有代碼「{line.VillageCode}」" : $"「{line.Village}」有缺字",
                $"依名稱對應為「{villages.FullName(found)}」（{found.Code}），請確認"
            ));
        }

        return match;
    }

    private SchoolMatch FindSchool(DistrictLine line, List<Problem> notes)
    {
        var match = schools.Find(countyCode, line.SchoolCode, line.School);
        // Excel takes the zeros off a code; the name beside it says whether the one with zeros is meant.
        var code = (line.SchoolCode ?? "").Trim();
        if (match.School is null && code.Length is > 0 and < MinistryCodeLength && code.All(char.IsAsciiDigit) && line.School.Length > 0
            && schools.Find(countyCode, code.PadLeft(MinistryCodeLength, '0'), line.School).School is { } padded
            && schools.Find(countyCode, null, line.School).School is { } named
            && padded.Code == named.Code)
        {
            notes.Add(new Problem("school.zeros", $"學校代碼「{code}」少了前面的 0", $"已讀為「{padded.Code} {padded.Name}」，請確認"));
            return new SchoolMatch(padded);
        }

        return match;
    }

    private static DistrictUnplacedLine Unplaced(
        long planId,
        int ruleNo,
        DistrictLine line,
        Village? village,
        School? school,
        Problem problem
    ) =>
        new()
        {
            PlanId = planId,
            RuleNo = ruleNo,
            SourceLine = line.SourceLine,
            Township = line.Township,
            Village = line.Village,
            VillageCode = village?.Code,
            School = line.School.Length > 0 ? line.School : line.SchoolCode ?? "",
            SchoolCode = school?.Code,
            Zone = line.Zone,
            Neighbourhoods = line.AllBut ? $"除{line.Neighbourhoods}外" : line.Neighbourhoods,
            Condition = line.Condition,
            Check = DistrictCheck.OfProblem(problem.Code).Code,
            Message = problem.Message,
            Hint = problem.Hint,
        };
}

/// <summary>A line after placement: a rule with its ranges, or a line that stays unplaced; and what the officer should confirm.</summary>
public sealed record PlacedLine(
    DistrictRule? Rule,
    IReadOnlyList<DistrictSpan> Spans,
    DistrictUnplacedLine? Unplaced,
    IReadOnlyList<Problem> Notes
);
