using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>
/// A school: its AA account, which only enables people, and its registrar, who marks the lists. It knows the children who come to its door, and
/// of the others on its list what their families told it.
/// </summary>
internal sealed class SchoolOffice : IDisposable
{
    /// <summary>From so many children on a clerk sends a file instead of typing number after number.</summary>
    private const int WorthAFile = 6;

    /// <summary>Schools that work at the same time.</summary>
    private const int AtOnce = 3;

    private readonly SchoolUnit _unit;
    private readonly SchoolPeople _people;
    private readonly List<Journey> _comers;
    private IReadOnlyDictionary<ChildKey, Journey> _known;
    private readonly SeededDraw _draw;

    /// <param name="journeys">Everybody who was allocated here, or comes here at some time.</param>
    public SchoolOffice(Uri server, SchoolUnit unit, IReadOnlyList<Journey> journeys, ulong seed)
    {
        (_unit, _comers) = (unit, [.. journeys]);
        _people = new SchoolPeople(server, unit);
        _known = ChildKey.Index(journeys, j => j.Child, ChildKey.OnPage);
        _draw = SeededDraw.For(seed, "school" + unit.Code);
    }

    public string Code => _unit.Code;

    /// <summary>From now on the school knows that two records are one child.</summary>
    public void Join(IReadOnlyCollection<DoubleJourney> found)
    {
        foreach (var one in found.Where(d => _comers.Contains(d.First) || _comers.Contains(d.Second)))
        {
            _comers.Remove(one.First);
            _comers.Remove(one.Second);
            _comers.Add(one.One);
        }

        _known = ChildKey.Index(_comers, j => j.Child, ChildKey.OnPage);
    }

    /// <summary>Who is registered here, by the school's own list.</summary>
    public Task<IReadOnlyList<Child>> RegisteredAsync(CancellationToken cancellation) => HereAsync("N3.31", cancellation);

    /// <summary>單筆新增, without adding: whether every number that its children ever had finds them. Gives those that do not.</summary>
    public async Task<IReadOnlyList<Child>> NotFoundAsync(IReadOnlyCollection<Child> sought, CancellationToken cancellation)
    {
        var lost = new List<Child>();
        foreach (var child in _comers.Where(j => j.Admitted == Code).Select(j => j.Child).Where(sought.Contains))
        {
            foreach (var number in child.Numbers)
            {
                var page = await _people.Registrar.GetAsync("/N5.31/add", cancellation);
                var answer = await page.Form(selector: "form[action*='handler=Find']")
                    .Set("Input.Number", number.Value)
                    .Set("Input.Name", child.Name)
                    .TryAsync(cancellation: cancellation);
                if (!answer.Text.Contains("已在本校名冊", StringComparison.Ordinal))
                {
                    lost.Add(child);
                    break;
                }
            }
        }

        return lost;
    }

    /// <summary>Gives the school its people.</summary>
    public Task EnableAsync(CancellationToken cancellation) => _people.EnableAsync(cancellation);

    /// <summary>續任一學年: without it the duty would lapse on 8/1.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        var page = await _people.Administrator.GetAsync("/A1", cancellation);
        var form = page.Form(selector: "form#people");
        foreach (var box in page.Document.QuerySelectorAll("input[name=selected]"))
        {
            form.Tick("selected", box.GetAttribute("value")!);
        }

        await form.SubmitAsync("續任一學年", cancellation);
    }

    /// <summary>N3.31: marks the list, adds who comes from elsewhere, submits. Gives who is registered here.</summary>
    public async Task<IReadOnlyList<Child>> RegisterAsync(CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync("/N3.31", cancellation);
        var rows = Marks.Rows(page);
        var here = rows.Where(r => r.Mark != "1" && IsRegisteredHere(Journey(r, page))).ToList();
        // Some clerks tick and press one button, others fill in the form row by row.
        if (_draw.Chance(5_000))
        {
            await Marks.BatchAsync(page, here, cancellation);
            page = await _people.Registrar.GetAsync("/N3.31", cancellation);
        }
        else
        {
            await Marks.SaveAsync(page, [.. here.Select(r => (r, Saying.Here))], cancellation);
            page = await _people.Registrar.GetAsync("/N3.31", cancellation);
        }

        var away = Marks.Rows(page).Where(r => r.Mark.Length == 0).Select(r => (Row: r, Saying: AtRegistration(Journey(r, page)))).Where(s => s.Saying is not null);
        await Marks.SaveAsync(page, [.. away.Select(s => (s.Row, s.Saying!))], cancellation);
        await AddAsync("N3.31", IsRegisteredHere, cancellation);
        await SubmitAsync("N3.31", cancellation);
        return [.. await HereAsync("N3.31", cancellation)];
    }

    /// <summary>N5.31: takes the registration list over, corrects it by who really came, submits.</summary>
    public async Task AdmitAsync(CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync("/N5.31", cancellation);
        if (page.Link("帶入報到名單") is { } preview)
        {
            await (await _people.Registrar.GetAsync(preview, cancellation)).Form(selector: "main form[method=post]").SubmitAsync(cancellation: cancellation);
            page = await _people.Registrar.GetAsync("/N5.31", cancellation);
        }

        var said = new List<(ListRow, Saying)>();
        foreach (var row in Marks.Rows(page))
        {
            var journey = Journey(row, page);
            if (journey.Admitted == Code && row.Mark != "1")
            {
                said.Add((row, Saying.Here));
            }
            else if (journey.Admitted != Code && row.Mark == "1")
            {
                said.Add((row, AtAdmission(journey)));
            }
        }

        await Marks.SaveAsync(page, said, cancellation);
        await AddAsync("N5.31", j => j.Admitted == Code, cancellation);
        await SubmitAsync("N5.31", cancellation);
    }

    /// <summary>Who is admitted here, by the school's own list.</summary>
    public Task<IReadOnlyList<Child>> AdmittedAsync(CancellationToken cancellation) => HereAsync("N5.31", cancellation);

    /// <summary>Lets every school work, a few at the same time.</summary>
    public static Task EachAsync(IEnumerable<SchoolOffice> offices, Func<SchoolOffice, CancellationToken, Task> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            offices,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (office, stop) => await work(office, stop)
        );

    /// <summary>The same, and gathers what each says; a child of whom two schools say it stands there twice.</summary>
    public static async Task<List<Child>> GatherAsync(
        IEnumerable<SchoolOffice> offices,
        Func<SchoolOffice, CancellationToken, Task<IReadOnlyList<Child>>> ask,
        CancellationToken cancellation
    )
    {
        var gathered = new List<Child>();
        await EachAsync(
            offices,
            async (office, stop) =>
            {
                var told = await ask(office, stop);
                lock (gathered)
                {
                    gathered.AddRange(told);
                }
            },
            cancellation
        );
        return gathered;
    }

    public void Dispose()
    {
        _people.Dispose();
    }

    private bool IsRegisteredHere(Journey journey) => journey.Registers == Code || journey.AlsoRegisters == Code;

    private Journey Journey(ListRow row, Screen page) =>
        _known.TryGetValue(row.Key, out var journey) ? journey : throw page.Refusal($"a child on the list that nobody sent: row {row.Id}");

    private async Task<IReadOnlyList<Child>> HereAsync(string function, CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync($"/{function}?show=here", cancellation);
        return [.. Marks.Rows(page).Where(r => r.Mark == "1").Select(r => Journey(r, page).Child)];
    }

    /// <summary>Children who come and are on no list of the school: from its choice list, or by their number.</summary>
    private async Task AddAsync(string function, Func<Journey, bool> comes, CancellationToken cancellation)
    {
        var there = (await HereAsync(function, cancellation)).ToHashSet();
        var missing = _comers.Where(j => comes(j) && !there.Contains(j.Child)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var page = await _people.Registrar.GetAsync($"/{function}?show=choice", cancellation);
        var chosen = Marks.Rows(page).Where(r => r.Mark != "1" && _known.TryGetValue(r.Key, out var j) && missing.Contains(j)).ToList();
        await Marks.SaveAsync(page, [.. chosen.Select(r => (r, Saying.Here))], cancellation);
        var others = missing.Except(chosen.Select(r => _known[r.Key])).ToList();
        var listed = others.Where(j => !IsProposed(j.Child)).ToList();
        if (function == "N3.31" && listed.Count >= WorthAFile)
        {
            await AddFileAsync(listed, cancellation);
            there = [.. await HereAsync(function, cancellation)];
            others.RemoveAll(j => there.Contains(j.Child));
        }

        foreach (var journey in others)
        {
            await (IsProposed(journey.Child) ? ProposeAsync(function, journey.Child, cancellation) : AddOneAsync(function, journey.Child, cancellation));
        }
    }

    /// <summary>批次新增: a school without a district of its own has whole classes of children from elsewhere, and a list of them in its own computer.</summary>
    private Task<int> AddFileAsync(IReadOnlyList<Journey> comers, CancellationToken cancellation) =>
        Uploads.SendAsync(
            _people.Registrar,
            "registration-batch",
            $"{Code}-報到.csv",
            CsvTable.Write(["姓名", "身分證號"], [.. comers.Select(j => new[] { j.Child.Name, j.Child.ShownAfter(SeasonMoment.AfterPublication).Value })]),
            new Dictionary<string, string>(StringComparer.Ordinal),
            cancellation
        );

    /// <summary>單筆新增, by the number that the family shows.</summary>
    private async Task AddOneAsync(string function, Child child, CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync($"/{function}/add", cancellation);
        var passed = function == "N3.31" ? SeasonMoment.AfterPublication : SeasonMoment.AfterRegistration;
        page = await page.Form(selector: "form[action*='handler=Find']")
            .Set("Input.Number", child.ShownAfter(passed).Value)
            .Set("Input.BirthDate", RocDate.Format(child.Born))
            .SubmitAsync(cancellation: cancellation);
        await page.Form(selector: "form[action*='handler=Add']").SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Whether the family shows a number that no list has.</summary>
    private static bool IsProposed(Child child) => child.Story is { IsProposal: true } && child.FormerNumber is null && child.Number.Kind == PersonNumberKind.Residence;

    /// <summary>提報, after nobody was found by the number.</summary>
    private async Task ProposeAsync(string function, Child child, CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync($"/{function}/propose", cancellation);
        await page.Form(selector: "form[data-guard]")
            .Set("Input.NumberKind", "Residence")
            .Set("Input.Number", child.Number.Value)
            .Set("Input.Name", child.Name)
            .Set("Input.Sex", child.Sex.ToString())
            .Set("Input.BirthDate", RocDate.Format(child.Born))
            .Set("Input.Address", $"{child.Home.County}{child.Home.Township}{child.Home.Street}")
            .Set("Input.Reason", "household-pending")
            .SubmitAsync(cancellation: cancellation);
    }

    private async Task SubmitAsync(string function, CancellationToken cancellation)
    {
        var page = await _people.Registrar.GetAsync($"/{function}/submit", cancellation);
        await page.Form(selector: "form.form-foot").SubmitAsync(cancellation: cancellation);
    }

    /// <summary>What the school knows by the end of July about a child that did not come; null: it has heard nothing and leaves the row.</summary>
    private Saying? AtRegistration(Journey journey) =>
        journey.Child.Fate switch
        {
            _ when IsRegisteredHere(journey) => null,
            Fate.Attends or Fate.ChoosesListed or Fate.OtherPublic or Fate.ChangesMind or Fate.RegistersTwice
                when journey.Registers is { } other && _draw.Chance(5_000) => new("3", "other-school", other),
            Fate.PrivateSchool => new("3", "private-school", "私立範例小學"),
            Fate.MovesAfter or Fate.MovesAway when _draw.Chance(7_000) => new("3", "other-district", "測試縣範例鄉"),
            Fate.Abroad or Fate.AbroadReported when _draw.Chance(8_000) => new("2", "abroad", "範例國"),
            Fate.ForeignSchool => new("3", "foreign-school", "範例外僑學校"),
            Fate.Missing when _draw.Chance(7_000) => new("2", "whereabouts-unknown", "訪查未遇"),
            Fate.StaysHome => new("2", "contacting", "電話聯繫中"),
            Fate.Deferred => new("2", "deferred", Approval(journey)),
            Fate.HomeEducation => new("3", "home-education", Approval(journey)),
            Fate.Dies when _draw.Chance(5_000) => new("2", "died"),
            _ => null,
        };

    /// <summary>What it says in September about a child that was registered and is not here.</summary>
    private Saying AtAdmission(Journey journey) =>
        journey.Admitted is { } other ? new("3", "other-school", other)
        : _draw.Chance(5_000) ? new("2", "whereabouts-unknown", "未到校，電話無人接聽")
        : Saying.Nothing;

    private static string Approval(Journey journey) => $"測府教字第115{journey.Child.Household[^4..]}號";
}
