using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>The parts a <see cref="WindowRule"/> is made of. Records, so that equal texts are equal rules.</summary>
internal abstract record WindowMoment
{
    internal virtual IEnumerable<WindowReference> References => [];

    internal abstract WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup);

    /// <summary>A day opens at its beginning and closes at its end.</summary>
    private static WindowInstant.At EdgeOf(DateOnly day, WindowEdge edge) =>
        new((edge == WindowEdge.Opens ? day : day.AddDays(1)).ToDateTime(TimeOnly.MinValue));

    internal sealed record Always : WindowMoment
    {
        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup) =>
            new WindowInstant.At(edge == WindowEdge.Opens ? DateTime.MinValue : DateTime.MaxValue);

        public override string ToString() => "always";
    }

    internal sealed record Never : WindowMoment
    {
        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup) =>
            new WindowInstant.At(DateTime.MaxValue);

        public override string ToString() => "never";
    }

    internal sealed record SetByCounty : WindowMoment
    {
        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup) =>
            new WindowInstant.Unresolved(new Problem("window.county", "縣市尚未設定期限", "請洽縣市承辦人"));

        public override string ToString() => "county";
    }

    /// <summary>A month and day of the school year <paramref name="YearOffset"/> years from the rule's own.</summary>
    internal sealed record OnDate(int YearOffset, int Month, int Day, TimeOnly? Time = null) : WindowMoment
    {
        internal DateOnly DayIn(SchoolYear year)
        {
            var schoolYear = new SchoolYear(year.Roc + YearOffset);
            var gregorian = Month >= schoolYear.FirstDay.Month ? schoolYear.Gregorian : schoolYear.Gregorian + 1;
            return new DateOnly(gregorian, Month, Math.Min(Day, DateTime.DaysInMonth(gregorian, Month)));
        }

        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup)
        {
            var day = DayIn(year);
            if (Time is not { } time)
                return EdgeOf(day, edge);
            return new WindowInstant.At(day.ToDateTime(time).AddMinutes(edge == WindowEdge.Opens ? 0 : 1));
        }

        public override string ToString()
        {
            var offset = YearOffset == 0 ? "" : YearOffset.ToString("+0;-0", CultureInfo.InvariantCulture) + "y:";
            var time = Time is { } t ? t.ToString(" HH:mm", CultureInfo.InvariantCulture) : "";
            return string.Create(CultureInfo.InvariantCulture, $"{offset}{Month:00}-{Day:00}{time}");
        }
    }

    /// <summary>The first such weekday after a date, or on it where <paramref name="OnItToo"/>.</summary>
    internal sealed record FirstWeekday(DayOfWeek Weekday, bool OnItToo, OnDate Date) : WindowMoment
    {
        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup)
        {
            var earliest = Date.DayIn(year).AddDays(OnItToo ? 0 : 1);
            return EdgeOf(earliest.AddDays(((int)Weekday - (int)earliest.DayOfWeek + 7) % 7), edge);
        }

        public override string ToString()
        {
            var word = OnItToo ? "on-or-after" : "after";
            return $"first-{WindowGrammar.NameOf(Weekday)}-{word} {Date}";
        }
    }

    /// <summary>
    /// What another window or event says. Without an offset an edge is taken to the instant (this opens as that closes);
    /// with one, whole days or months are counted from its day.
    /// </summary>
    internal sealed record Referred(WindowReference Reference, int Offset, char Unit) : WindowMoment
    {
        internal override IEnumerable<WindowReference> References => [Reference];

        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup)
        {
            var found = lookup(Reference);
            if (found is not WindowInstant.At { Local: var local } || local == DateTime.MinValue || local == DateTime.MaxValue)
                return found;
            if (Unit == default && (Reference.Edge is not null || edge == WindowEdge.Opens))
                return found;
            // The exclusive end 00:00 of a close belongs to the day before.
            var day = DateOnly.FromDateTime(Reference.Edge == WindowEdge.Closes ? local.AddTicks(-1) : local);
            return EdgeOf(Unit == 'm' ? day.AddMonths(Offset) : day.AddDays(Offset), edge);
        }

        public override string ToString() =>
            Unit == default ? Reference.ToString() : Reference + Offset.ToString("+0;-0", CultureInfo.InvariantCulture) + Unit;
    }

    /// <summary>Both must be reached; what cannot be said of one cannot be said of both.</summary>
    internal sealed record Both(WindowMoment First, WindowMoment Second) : WindowMoment
    {
        internal override IEnumerable<WindowReference> References => First.References.Concat(Second.References);

        internal override WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup lookup) =>
            (First.Resolve(year, edge, lookup), Second.Resolve(year, edge, lookup)) switch
            {
                (WindowInstant.At first, WindowInstant.At second) => first.Local >= second.Local ? first : second,
                (WindowInstant.Unresolved first, _) => first,
                var (_, second) => second,
            };

        public override string ToString() => $"{First} & {Second}";
    }
}
