using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 新增或修改一列: one line of a draft by hand; also how a line that could not be placed gets its place.</summary>
[Function("M3.21")]
public sealed class LineModel(StudentNetDb db, DistrictReader reader, DistrictDrafts drafts) : PlanPage(db)
{
    /// <summary>Number of the line to change; null to add one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? No { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Townships { get; private set; } = [];

    public static IReadOnlyList<SelectListItem> Zones { get; } = [.. ZoneKinds.All.Select(z => new SelectListItem(z.Title() + "學區", z.ToString()))];

    /// <summary>The line as it came, where it could not be placed.</summary>
    public DistrictUnplacedLine? Unplaced { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await PrepareAsync(cancellation))
        {
            return NotFound();
        }

        if (No is { } number && Unplaced is null)
        {
            var line = await FindRuleAsync(number, cancellation);
            if (line is null)
            {
                return NotFound();
            }

            Input = new Form
            {
                Township = line.Township,
                Village = line.Village,
                Neighbourhoods = line.Rule.Neighbourhoods,
                School = line.Rule.SchoolCode,
                Zone = line.Rule.Zone,
                Condition = line.Rule.Condition,
                From = line.Rule.EffectiveFrom,
                To = line.Rule.EffectiveTo,
            };
        }
        else if (Unplaced is { } unplaced)
        {
            Input = new Form
            {
                Township = unplaced.Township,
                Village = unplaced.Village,
                Neighbourhoods = unplaced.Neighbourhoods,
                School = unplaced.SchoolCode ?? unplaced.School,
                Zone = unplaced.Zone,
                Condition = unplaced.Condition,
            };
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await PrepareAsync(cancellation) || (No is { } number && Unplaced is null && await FindRuleAsync(number, cancellation) is null))
        {
            return NotFound();
        }

        if (Input.To < Input.From)
        {
            ModelState.AddModelError("Input.To", "失效日早於生效日，請核對兩個日期");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var sourceLine = Unplaced?.SourceLine ?? (No is { } no ? (await FindRuleAsync(no, cancellation))?.Rule.SourceLine : null);
        if (await drafts.PutAsync(Plan, No, Input.Line(sourceLine), Act(No is null ? "新增學區列" : "修改學區列", detail: $"plan {Id}"), cancellation) is { } problem)
        {
            ModelState.AddModelError(FieldOf(problem.Code), $"{problem.Message}。{problem.Hint}");
            return this.Unprocessable();
        }

        this.Tell($"已儲存：{Input.Township}{Input.Village} {(string.IsNullOrWhiteSpace(Input.Neighbourhoods) ? "全里" : Input.Neighbourhoods)}。");
        var place = Townships.FirstOrDefault(t => t.Text == Input.Township)?.Value;
        return Redirect($"/M3.21/plan/{Id}/rules?township={place}");
    }

    private static string FieldOf(string check) =>
        check switch
        {
            "village.unknown" => "Input.Village",
            "school.unknown" => "Input.School",
            "neighbourhood.form" => "Input.Neighbourhoods",
            _ => "",
        };

    /// <summary>False where there is no such draft or line for the caller.</summary>
    private async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation) || !IsDraft)
        {
            return false;
        }

        Townships = [.. (await reader.TownshipsAsync(Plan.CountyCode, cancellation)).Select(t => new SelectListItem(t.Name, t.Code))];
        Unplaced = No is { } number
            ? await Db.Set<DistrictUnplacedLine>().AsNoTracking().FirstOrDefaultAsync(l => l.PlanId == Id && l.RuleNo == number, cancellation)
            : null;
        return true;
    }

    private async Task<RuleLine?> FindRuleAsync(int number, CancellationToken cancellation)
    {
        var rule = await Db.Set<DistrictRule>().AsNoTracking().FirstOrDefaultAsync(r => r.PlanId == Id && r.RuleNo == number, cancellation);
        return rule is null ? null : (await reader.RulesAsync(Id, rule.VillageCode, rule.SchoolCode, cancellation)).FirstOrDefault(r => r.Rule.RuleNo == number);
    }

    /// <summary>What is typed.</summary>
    public sealed class Form
    {
        [Display(Name = "鄉鎮市區"), Required, StringLength(20)]
        public string Township { get; set; } = "";

        [Display(Name = "村里"), Required, StringLength(60)]
        public string Village { get; set; } = "";

        [Display(Name = "鄰"), StringLength(200)]
        public string? Neighbourhoods { get; set; }

        [Display(Name = "學校代碼或校名"), Required, StringLength(60)]
        public string School { get; set; } = "";

        [Display(Name = "學區別")]
        public ZoneKind Zone { get; set; }

        [Display(Name = "其他條件"), StringLength(200)]
        public string? Condition { get; set; }

        [Display(Name = "生效日")]
        public DateOnly? From { get; set; }

        [Display(Name = "失效日")]
        public DateOnly? To { get; set; }

        internal DistrictLine Line(int? sourceLine)
        {
            var school = School.Trim();
            var isCode = school.Length is 6 or 7 && school.All(char.IsAsciiLetterOrDigit);
            return new DistrictLine
            {
                SourceLine = sourceLine,
                Township = Township.Trim(),
                Village = Village.Trim(),
                Neighbourhoods = Neighbourhoods ?? "",
                SchoolCode = isCode ? school : null,
                School = isCode ? "" : school,
                Zone = Zone,
                Condition = Condition,
                EffectiveFrom = From,
                EffectiveTo = To,
            };
        }
    }
}
