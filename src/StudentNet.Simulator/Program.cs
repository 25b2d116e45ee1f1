using System.Runtime.InteropServices;
using StudentNet.Simulator;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;
using StudentNet.Simulator.Term;

var isTerm = args is ["term", ..];
var year = isTerm ? null : Options.Read(args);
var term = isTerm ? TermOptions.Read(args[1..]) : null;
if (year is null && term is null)
{
    await Console.Error.WriteLineAsync($"用法：./start {(isTerm ? TermOptions.Usage : Options.Usage)}");
    return 2;
}

using var stop = new CancellationTokenSource();
// The server that was started must end, too, and what was made on this machine must go.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    return term is null ? await YearAsync(year!) : await TermAsync(term);
}
catch (Exception e) when (e is RefusedException or FileNotFoundException or HttpRequestException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

async Task<int> YearAsync(Options options)
{
    var reckoning = await new SimulatedYear(options, Console.Error.WriteLine).PlayAsync(stop.Token);
    return Say(reckoning.Doubts, reckoning.ToJson(), reckoning.IsRight);
}

async Task<int> TermAsync(TermOptions options)
{
    var reckoning = await new SimulatedTerm(options, Console.Error.WriteLine).PlayAsync(stop.Token);
    return Say(reckoning.Doubts, reckoning.ToJson(), reckoning.IsRight);
}

static int Say(IReadOnlyList<string> doubts, string json, bool isRight)
{
    foreach (var doubt in doubts)
    {
        Console.Error.WriteLine(doubt);
    }

    Console.WriteLine(json);
    return isRight ? 0 : 1;
}
