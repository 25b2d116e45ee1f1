using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Catalogue;

/// <summary>Every component in every state, for those who build pages. Served in Development only; docs/ui.md explains it.</summary>
[AllowAnonymous]
public sealed class ComponentsModel(IWebHostEnvironment environment) : PageModel
{
    /// <summary>A moment at which the examples stand: the evening six days before a checkpoint.</summary>
    public static readonly DateTime Now = new(2026, 9, 24, 2, 26, 0, DateTimeKind.Utc);

    /// <summary>The form of the example.</summary>
    [BindProperty]
    public VisitForm Input { get; set; } = new();

    /// <summary>Choices of the example.</summary>
    public IReadOnlyList<SelectListItem> Kinds { get; } = [new("家庭訪視", "home"), new("電話訪查", "phone"), new("公所會同訪視", "office")];

    /// <summary>A banner for each state of a filing window.</summary>
    public IReadOnlyList<BannerModel> Banners { get; } =
    [
        new(Tone.Info, "填報開放中") { Period = "115/08/16 至 116/02/15", Detail = "檢核基準日 09/30（三）23:59", Due = Until(21) },
        new(Tone.Warn, "七天內截止") { Detail = "檢核基準日 09/30（三）23:59", Due = Until(6) },
        new(Tone.Warn, "三天內截止") { Detail = "檢核基準日 09/30（三）23:59", Due = Until(3), Status = new(Tone.Warn, "本校尚未提交") },
        new(Tone.Bad, "今天截止") { Detail = "檢核基準日 09/30（三）23:59", Due = Until(0) },
        new(Tone.Bad, "已逾檢核基準日") { Detail = "09/30 23:59 前未提交，仍可補交，縣市會看到逾期紀錄", Due = Until(-2) },
        new(Tone.Ok, "已完成本期填報") { Receipt = new("7C4E-91A0", Now.AddDays(4), "王測甲", "#") },
        new(Tone.None, "尚未開放") { Detail = "入學作業 08/30 開放；開放前可先檢視名冊" },
    ];

    /// <summary>A home page with something in each state.</summary>
    public DueList Due { get; } = new(
    [
        new("Q1.31", "匯入各班學生名單並提交", "#", "檢視匯入結果") { Detail = "匯入 #12 待確認：新增 12、異動 31、移出 5", Deadline = DeadlineIn(6), Due = Until(6), Done = new(58, 60, "班") },
        new("P2.31", "確認列管名單，有誤時提出申訴", "#", "開啟名單") { Detail = "5 名學生於 09/18 指派本校列管", Deadline = DeadlineIn(9), Due = Until(9), Done = new(3, 5, "人") },
        new("N8.31", "補登 9/16 後到校的一年級新生", "#", "補登") { Detail = "新設籍通知 1 名：09/21 設籍本校學區", Done = new(0, 1, "人") },
    ]) { Finished = new("已完成 11 項", "#") };

    /// <summary>The stations of the school year.</summary>
    public Track Year { get; } = new("本學年作業進度",
    [
        new("分發", "5/02 完成", StepState.Done), new("報到", "7/24 提交", StepState.Done), new("入學", "9/11 提交", StepState.Done),
        new("列管與申訴", "至 10/03", StepState.Now), new("Q1 第 1 學期", "檢核 9/30", StepState.Now),
        new("Q2 學籍", "1/15 開放", StepState.Ahead), new("分發基準日", "3/20", StepState.Ahead),
    ]);

    /// <summary>Announcements of three kinds.</summary>
    public AnnouncementList News { get; } = new(
    [
        new(new(2026, 9, 22), new(Tone.Bad, "重要", "pin-angle"), "Q1 第 1 學期檢核基準日 9/30 23:59", "#") { IsPinned = true },
        new(new(2026, 9, 18), new(Tone.Violet, "列管", ""), "大比對結果已指派，申訴至 10/3", "#"),
        new(new(2026, 9, 16), new(Tone.Info, "新生", ""), "N8 入學補登開放", "#"),
    ]) { AllHref = "#" };

    /// <summary>A module page with a stage in each state.</summary>
    public Landing Landing { get; } = new()
    {
        Stages =
        [
            new("分發作業", "縣市設定，05/02 完成", StepState.Done,
            [
                new("N1.31", "匯入分發名冊", "由縣市分發後匯入，可補匯 3/20 遺漏名單", "#", new(Tone.Ok, "已完成")) { Period = "04/01 – 05/02", Figure = "300 人" },
            ]),
            new("報到作業", "06/16 – 08/29，檢核 07/25", StepState.Now,
            [
                new("N3.31", "勾選報到、單筆與批次新增", "逐一勾選、單筆新增或上傳已報到名單", "#", new(Tone.Info, "填報中")) { Period = "06/16 – 08/29", Figure = "226 / 300" },
            ]) { Due = Until(3), DuePrefix = "檢核" },
            new("入學作業", "08/30 開放，檢核 09/14", StepState.Ahead,
            [
                new("N5.31", "入學名單填報", "由已報到名單帶入，確認實際到校", "#", new(Tone.None, "未開放", "lock")) { Period = "08/30 – 09/14", IsLocked = true },
            ]),
        ],
        Others =
        [
            new("N7.31", "新設籍名單", "國外出生後首次設籍、3/20 後新設籍的學生", "#", new(Tone.Warn, "新通知", "house-add")) { Period = "全年", Figure = "1 人" },
            new("N8.31", "入學補登", "舊生全年可補登；一、七年級新生 09/16 起", "#", new(Tone.Ok, "開放")) { Period = "全年" },
        ],
        Hint = "順序為分發、報到、入學。前一階段未完成，後一階段不開放；縣市分發較晚時，報到起日順延。",
    };

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!environment.IsDevelopment())
        {
            context.Result = NotFound();
        }
    }

    /// <summary>Shows the form with mistakes in it.</summary>
    public void OnGet()
    {
        ModelState.AddModelError("Input.VisitDate", "不能晚於今天（115/09/24）");
        ModelState.AddModelError("Input.School", "請填 6 碼學校代碼");
    }

    /// <summary>Checks the form: 422 with its mistakes, or back with a notice.</summary>
    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        this.Tell("已儲存訪查紀錄。");
        return RedirectToPage();
    }

    private static DateTime DeadlineIn(int days) => new DateTime(2026, 9, 24, 15, 59, 0, DateTimeKind.Utc).AddDays(days);

    private static Countdown Until(int days) => Countdown.Until(DeadlineIn(days), Now);

    /// <summary>Fields of every kind.</summary>
    public sealed class VisitForm
    {
        /// <summary>A date.</summary>
        [Display(Name = "訪查日期"), Required]
        public DateOnly? VisitDate { get; set; } = new(2026, 10, 24);

        /// <summary>A code.</summary>
        [Display(Name = "去向學校"), Required, StringLength(6, MinimumLength = 6)]
        public string? School { get; set; } = "99960";

        /// <summary>A choice from a list.</summary>
        [Display(Name = "訪查類型"), Required]
        public string? Kind { get; set; } = "phone";

        /// <summary>A remark.</summary>
        [Display(Name = "訪查處理情形"), StringLength(500)]
        public string? Remark { get; set; }

        /// <summary>A choice of few.</summary>
        [Display(Name = "訪查結果"), Required]
        public string? Result { get; set; }

        /// <summary>Yes or no.</summary>
        [Display(Name = "已通知強迫入學委員會")]
        public bool IsCommitteeTold { get; set; }

        /// <summary>A file.</summary>
        [Display(Name = "附件")]
        public IFormFile? File { get; set; }
    }
}
