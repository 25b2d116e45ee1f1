namespace StudentNet.Modules.History.S1History;

/// <summary>Whom a school looks for (domain §9). Ministry and county look in the whole country, a township among its residents.</summary>
public enum HistoryRange
{
    /// <summary>B 列管於本校: tracked by it, except permanently released. What a school sees unless it chooses otherwise.</summary>
    Tracked,

    /// <summary>A 設籍本校學區，未逾齡: the latest address lies in its district.</summary>
    District,

    /// <summary>C Q1 與 Q2 名單: in its records of last term and on its rolls of this term.</summary>
    Pupils,

    /// <summary>以上任一</summary>
    Any,
}

/// <summary>What ranges are called.</summary>
public static class HistoryRanges
{
    public static string Title(this HistoryRange range) =>
        range switch
        {
            HistoryRange.Tracked => "列管於本校",
            HistoryRange.District => "設籍本校學區，未逾齡",
            HistoryRange.Pupils => "上學期學籍（Q2）且本學期名單（Q1）",
            _ => "以上任一",
        };
}
