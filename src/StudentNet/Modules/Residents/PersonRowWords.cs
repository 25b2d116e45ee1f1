namespace StudentNet.Modules.Residents;

/// <summary>What the rows that a merge touches are called by clerks. A test says that no table is without a word.</summary>
public static class PersonRowWords
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["person_identifier"] = "證號",
        ["residence"] = "戶籍",
        ["entry"] = "新生資料（分發、報到、入學）",
        ["entry_choice"] = "可選校",
        ["entry_event"] = "新生歷程",
        ["entry_mark"] = "學校的報到、入學登錄",
        ["organisation_notice"] = "通知",
        ["approval"] = "核定紀錄",
        ["agency_record"] = "機關通報",
        ["address_suppression"] = "地址保護",
        ["residence_hidden"] = "受保護的地址",
        ["border_crossing"] = "入出境紀錄",
        ["tracked_case"] = "列管個案",
        ["case_event"] = "列管歷程",
        ["visit"] = "訪查紀錄",
        ["case_measure"] = "列管處置",
        ["case_request"] = "列管申請",
        ["ministry_question"] = "國教署詢問",
        ["class_pupil"] = "各班學生名單",
        ["school_transfer"] = "轉學",
        ["school_transfer_event"] = "轉學步驟",
        ["class_pupil_event"] = "名單異動",
        ["student_record"] = "學籍資料",
        ["student_record_version"] = "學籍資料的歷次內容",
        ["foreign_pupil"] = "外籍生名單",
        ["foreign_pupil_event"] = "外籍生異動",
        ["foreign_school_pupil"] = "外僑學校名單",
        ["foreign_school_pupil_event"] = "外僑學校異動",
        ["special_placement"] = "鑑輔安置",
    };

    /// <summary>Whether a table has a word.</summary>
    public static bool Knows(string table) => Titles.ContainsKey(table);

    /// <summary>What the rows of a table are called.</summary>
    public static string Of(string table) => Titles.GetValueOrDefault(table, table);
}
