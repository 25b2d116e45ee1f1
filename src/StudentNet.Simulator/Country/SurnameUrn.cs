namespace StudentNet.Simulator.Country;

/// <summary>Draws surnames as often as people bear them.</summary>
internal sealed class SurnameUrn
{
    private readonly string[] _surnames;
    private readonly int[] _upTo;

    public SurnameUrn(IReadOnlyList<(string Surname, int Bearers)> counts)
    {
        _surnames = [.. counts.Select(c => c.Surname)];
        _upTo = new int[counts.Count];
        var sum = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            _upTo[i] = sum += counts[i].Bearers;
        }
    }

    public string Draw(SeededDraw draw)
    {
        var found = Array.BinarySearch(_upTo, draw.Below(_upTo[^1]) + 1);
        return _surnames[found < 0 ? ~found : found];
    }
}
