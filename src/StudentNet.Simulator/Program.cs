using StudentNet.Simulator;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync($"用法：./start {Options.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The server that was started must end, too.
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var reckoning = await new SimulatedYear(options, Console.Error.WriteLine).PlayAsync(stop.Token);
    foreach (var doubt in reckoning.Doubts)
    {
        await Console.Error.WriteLineAsync(doubt);
    }

    Console.WriteLine(reckoning.ToJson());
    return reckoning.IsRight ? 0 : 1;
}
catch (Exception e) when (e is RefusedException or FileNotFoundException or HttpRequestException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}
