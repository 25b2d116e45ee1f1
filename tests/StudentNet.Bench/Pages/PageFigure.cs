namespace StudentNet.Bench.Pages;

/// <summary>What a page costs at one size of the country.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Statements">Statements a look; null where the database does not count them.</param>
/// <param name="Bytes">Length of the page, not compressed.</param>
/// <param name="DatabaseMilliseconds">Time in the database a look; null as above.</param>
/// <param name="ProcessorMilliseconds">Time of the application's processors a look, while eight visitors look: nearly the same on a busy machine.</param>
/// <param name="Milliseconds">Time of a look by one visitor alone, the middle one.</param>
/// <param name="PerSecond">Looks a second of eight visitors.</param>
internal sealed record PageFigure(string Database, int Pupils, string Page, Level Level, double? Statements, long Bytes, double? DatabaseMilliseconds, double ProcessorMilliseconds, double Milliseconds, double PerSecond);
