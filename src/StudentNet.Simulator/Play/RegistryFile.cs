using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>The household registry's lists as files, in the format that the system documents.</summary>
public sealed class RegistryFile(CountryPlan plan)
{
    private static readonly string[] Headings =
    [
        "證號", "姓名", "性別", "出生日期", "縣市", "鄉鎮市區", "村里", "村里代碼", "鄰", "地址", "設籍日期", "戶號", "異動別", "異動日期", "舊證號", "資料日期",
    ];

    /// <summary>The list of 3/20: everybody whom it does not overlook.</summary>
    public byte[]? Reference(IEnumerable<Child> children) =>
        Write(children.Where(c => c.Listed == FirstListed.Reference).Select(c => Resident(c, new DateOnly(plan.Year.Gregorian, 3, 20))));

    /// <summary>遺漏名單: those whom it overlooked.</summary>
    public byte[]? Omissions(IEnumerable<Child> children) =>
        Write(
            children
                .Where(c => c.Listed == FirstListed.Omission || c.Story?.Fate == NumberFate.ListedTwice)
                .Select(c => c.Story is null ? c : TwoRecords.Of(c).Second)
                .Select(c => Resident(c, new DateOnly(plan.Year.Gregorian, 4, 8)))
        );

    /// <summary>Changes until the allocation: people who move, and people first registered.</summary>
    public byte[]? ChangesBefore(IEnumerable<Child> children)
    {
        var day = new DateOnly(plan.Year.Gregorian, 4, 12);
        return Write(
            children
                .Where(c => c.Listed == FirstListed.Later || c.Fate == Fate.MovesBefore)
                .Select(c => c.Fate == Fate.MovesBefore ? Moved(c, day) : Resident(c, day))
        );
    }

    /// <summary>Changes after it: people who move, get a national number, die, are struck off.</summary>
    public byte[]? ChangesAfter(IEnumerable<Child> children)
    {
        var day = new DateOnly(plan.Year.Gregorian, 6, 30);
        return Write(children.Select(c => After(c, day)).OfType<string[]>());
    }

    private static string[]? After(Child child, DateOnly day) =>
        child.Fate switch
        {
            Fate.MovesAfter => Moved(child, day),
            Fate.AbroadReported => Ended(child, "出境遷出", day),
            Fate.Dies => Ended(child, "死亡", day),
            Fate.LosesNationality => Ended(child, "喪失國籍", day),
            _ when child.Story is not null => null,
            // Whoever is naturalised is reported by the new number, with the old one beside it.
            _ when child.FormerNumber is { } former => Row(child, child.Number, child.CurrentHome, "現戶", day, former.Value, day),
            _ => null,
        };

    /// <summary>The day of the data that come at a moment.</summary>
    public DateOnly DayOf(SeasonMoment moment) =>
        moment switch
        {
            SeasonMoment.BeforeAllocation => new(plan.Year.Gregorian, 4, 14),
            SeasonMoment.AfterPublication => new(plan.Year.Gregorian, 5, 20),
            SeasonMoment.AfterRegistration => new(plan.Year.Gregorian, 7, 20),
            SeasonMoment.AfterAdmission => new(plan.Year.Gregorian, 9, 10),
            _ => new(plan.Year.Gregorian, 9, 17),
        };

    /// <summary>Changes of numbers that come at a moment: new numbers, corrected ones, two records that are one child, twins exchanged.</summary>
    public byte[]? Numbers(IEnumerable<Child> children, SeasonMoment moment) =>
        Write(children.Select(c => Numbered(c, moment, DayOf(moment))).OfType<string[]>());

    private static string[]? Numbered(Child child, SeasonMoment moment, DateOnly day) =>
        child.Story switch
        {
            { Fate: NumberFate.ThreeNumbers } s when s.At == moment => Changed(child, child.FormerNumber!.Value, child.OldestNumber!.Value, day),
            { Fate: NumberFate.ThreeNumbers } s when s.Then == moment => Changed(child, child.Number, child.FormerNumber!.Value, day),
            { Fate: NumberFate.Corrected or NumberFate.ListedTwice or NumberFate.ProposedThenListed } s when s.At == moment =>
                Changed(child, child.Number, child.FormerNumber!.Value, day),
            { Fate: NumberFate.TwinsExchanged } s when s.At == moment => Changed(child, child.TwinsNumber!.Value, child.Number, day),
            { Fate: NumberFate.TwinsExchanged } s when s.Then == moment => Changed(child, child.Number, child.TwinsNumber!.Value, day),
            _ => null,
        };

    private static string[] Changed(Child child, PersonNumber now, PersonNumber before, DateOnly day) =>
        Row(child, now, child.CurrentHome, "現戶", day, before.Value, day);

    private static string[] Resident(Child child, DateOnly day) => Row(child, child.Story is { IsProposal: true } ? child.Number : child.FirstNumber, child.Home, "", null, "", day);

    private static string[] Moved(Child child, DateOnly day) =>
        Row(child, child.Number, child.MovesTo! with { Since = day }, "遷入", day, child.FormerNumber?.Value ?? "", day);

    private static string[] Ended(Child child, string change, DateOnly day) =>
        Row(child, child.Number, child.Home, change, day, child.FormerNumber?.Value ?? "", day);

    private static string[] Row(Child child, PersonNumber number, Home home, string change, DateOnly? changed, string former, DateOnly day) =>
        [
            number.Value,
            child.Name,
            child.Sex.Title(),
            RocDate.Format(child.Born),
            home.County,
            home.Township,
            home.Village,
            home.VillageCode,
            home.Neighbourhood?.ToString("D3", System.Globalization.CultureInfo.InvariantCulture) ?? "",
            home.Street,
            RocDate.Format(home.Since),
            child.Household,
            change,
            changed is { } on ? RocDate.Format(on) : "",
            former,
            RocDate.Format(day),
        ];

    /// <summary>Null where there is nobody to report: the registry then sends nothing.</summary>
    private static byte[]? Write(IEnumerable<string[]> rows)
    {
        var listed = rows.ToList();
        return listed.Count == 0 ? null : CsvTable.Write(Headings, listed);
    }
}
