using System.Collections.Concurrent;
using System.Globalization;
using AngleSharp.Dom;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>Everybody who takes part in a term: the ministry, the counties, their schools' registrars, and those who send by machine.</summary>
internal sealed class TermOffices : IDisposable
{
    private readonly ServerProcess _server;
    private readonly Clerk _officer;
    private readonly Kernel.Term _term;
    private readonly Dictionary<string, Clerk> _counties;
    private readonly CommandSender _command;

    /// <summary>The programs of the counties' school systems, by county; empty where the API is not played.</summary>
    private readonly Dictionary<string, ApiSender> _machines = new(StringComparer.Ordinal);

    /// <summary>The program of the county that sends by SFTP; null where that is not played.</summary>
    private SftpSender? _sftp;
    private readonly ConcurrentDictionary<string, Lazy<Task<SchoolPeople>>> _people = new(StringComparer.Ordinal);

    private TermOffices(ServerProcess server, Clerk officer, Kernel.Term term, Dictionary<string, Clerk> counties, Schools schools, CommandSender command)
    {
        (_server, _officer, _term, _counties, Schools, _command) = (server, officer, term, counties, schools, command);
    }

    public Schools Schools { get; }

    /// <summary>Ministry, lists, counties, codes of the schools' AA accounts: what is there before a term begins.</summary>
    public static async Task<TermOffices> OpenAsync(
        ServerProcess server,
        ServerSetting setting,
        TermPlan plan,
        PublishedData data,
        IReadOnlyCollection<Way> ways,
        OpenSsh? ssh,
        string firstOfficer,
        CancellationToken cancellation
    )
    {
        // Of a part, the lines of its counties are enough.
        var country = new CountryPlan(plan.Term.Year, SchoolLevel.Elementary, plan.Counties, plan.Seed) { Share = plan.Pupils is null ? 1 : 0.5 };
        var officer = new Clerk(server.Address, firstOfficer);
        await officer.ActivateAsync(server.PrintedCode(firstOfficer), cancellation);
        var ministry = new Ministry(officer, country, data);
        // Six weeks into the term: its window is open and everybody has been at school for a while.
        await ministry.SetClockAsync(plan.Term.FirstDay.AddDays(42), cancellation);
        await ministry.ImportListsAsync(cancellation);
        var published = data.Schools();
        var (counties, units) = (new Dictionary<string, Clerk>(StringComparer.Ordinal), new List<SchoolUnit>());
        foreach (var name in plan.Counties)
        {
            var clerk = new Clerk(server.Address, $"county{counties.Count + 1}@example.gov.tw");
            await clerk.ActivateAsync(await ministry.AppointAsync(name, clerk.SignInName, cancellation), cancellation);
            units.AddRange(await new CountyOffice(name, clerk, country, data).SchoolAccountsAsync(published, cancellation));
            counties[name] = clerk;
        }

        var offices = new TermOffices(server, officer, plan.Term, counties, new Schools(units), new CommandSender(setting, plan.Term));
        if (ways.Contains(Way.Api))
        {
            await offices.ConnectAsync(data, cancellation);
        }

        if (ssh is not null)
        {
            await Machines.CreateAsync(officer, OpenSsh.Account, data.CountyCode(plan.SftpCounty), ssh.PublicKey(OpenSsh.Account), cancellation);
            await ssh.SyncAsync(setting, cancellation);
            offices._sftp = new SftpSender(ssh, OpenSsh.Account, plan.Term);
        }

        return offices;
    }

    /// <summary>Gives a school its registrar, if it has none yet.</summary>
    public Task EnableAsync(string school, CancellationToken cancellation) => PeopleOf(school, cancellation);

    /// <summary>In whose name a file is sent.</summary>
    public string OrganisationOf(Parcel parcel) => Unit(parcel.Rolls[0].School).Code;

    /// <summary>Who sends a file.</summary>
    public ISender SenderOf(Parcel parcel) =>
        parcel.Way switch
        {
            Way.CommandLine => _command,
            Way.Api => _machines[parcel.County],
            Way.Sftp => _sftp ?? throw new InvalidOperationException("SFTP is not played."),
            _ => new PageSender(_people[parcel.Rolls[0].School].Value.Result.Registrar, _term),
        };

    /// <summary>How many bad rows of an attempt a later file has settled, as the county sees it; the attempt must still be there.</summary>
    public async Task<int> SettledAsync(Parcel parcel, long attempt, long later, CancellationToken cancellation)
    {
        var clerk = _counties[parcel.County];
        var settled = 0;
        Screen page;
        var number = 1;
        do
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"/A6/{attempt}?severity=error&page={number++}");
            page = await Steady.AskAsync(() => clerk.GetAsync(address, cancellation), cancellation);
            var lines = page.Document.QuerySelectorAll("[aria-label='要看的列'] tbody tr").GroupBy(r => Screen.Fold(r.QuerySelector("th")!.TextContent)).ToList();
            settled += lines.Count(line => line.All(row => Screen.Fold(row.QuerySelector(".fix")!.TextContent) == $"已由 #{later} 補正"));
        } while (page.Link("下一頁") is not null);

        return page.Text.Contains("尚有 0 列待補正", StringComparison.Ordinal) ? settled : 0;
    }

    /// <summary>下載匯入檔: a school's stored roll as a file.</summary>
    public async Task<byte[]> ImportFileAsync(string school, CancellationToken cancellation)
    {
        var people = await PeopleOf(school, cancellation);
        await people.Registrar.GetAsync("/Q1.31", cancellation);
        return await people.Registrar.Door.DownloadAsync($"/Q1.31?handler=ImportFile&kind=Csv&term={_term}", cancellation);
    }

    public void Dispose()
    {
        _officer.Dispose();
        foreach (var machine in _machines.Values)
        {
            machine.Dispose();
        }

        foreach (var clerk in _counties.Values)
        {
            clerk.Dispose();
        }

        foreach (var people in _people.Values.Where(p => p.IsValueCreated && p.Value.IsCompletedSuccessfully))
        {
            people.Value.Result.Dispose();
        }
    }

    /// <summary>Gives each county's school system its client: it sends for all schools of the county.</summary>
    private async Task ConnectAsync(PublishedData data, CancellationToken cancellation)
    {
        foreach (var county in _counties.Keys)
        {
            var client = string.Create(CultureInfo.InvariantCulture, $"sis-{_machines.Count + 1}");
            var secret = await Machines.CreateAsync(_officer, client, data.CountyCode(county), key: "", cancellation);
            _machines[county] = new ApiSender(_server.Address, client, secret, _term);
        }
    }

    private SchoolUnit Unit(string school) => Schools.Find(school) ?? throw new RefusedException($"The system has no school {school}.");

    private Task<SchoolPeople> PeopleOf(string school, CancellationToken cancellation) =>
        _people.GetOrAdd(school, code => new Lazy<Task<SchoolPeople>>(() => MakeAsync(code, cancellation))).Value;

    private async Task<SchoolPeople> MakeAsync(string school, CancellationToken cancellation)
    {
        var people = new SchoolPeople(_server.Address, Unit(school));
        await people.EnableAsync(cancellation);
        return people;
    }
}
