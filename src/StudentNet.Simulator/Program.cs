using System.Runtime.InteropServices;
using StudentNet.Simulator;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;
using StudentNet.Simulator.Term;
using StudentNet.Simulator.Years;

var (isTerm, isYears) = (args is ["term", ..], args is ["years", ..]);
var year = isTerm || isYears ? null : Options.Read(args);
var term = isTerm ? TermOptions.Read(args[1..]) : null;
var years = isYears ? YearsOptions.Read(args[1..]) : null;
if (year is null && term is null && years is null)
{
    await Console.Error.WriteLineAsync($"用法：./start {(isTerm ? TermOptions.Usage : isYears ? YearsOptions.Usage : Options.Usage)}");
    return 2;
}

using var stop = new CancellationTokenSource();
// The server that was started must end, too, and what was made on this machine must go.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    return term is not null ? await TermAsync(term) : years is not null ? await YearsAsync(years) : await YearAsync(year!);
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

async Task<int> YearsAsync(YearsOptions options)
{
    var reckoning = await new SimulatedYears(options, Console.Error.WriteLine).PlayAsync(stop.Token);
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
