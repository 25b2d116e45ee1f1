namespace StudentNet.Simulator.Term;

/// <summary>A file on its way.</summary>
/// <param name="Organisation">Code of the school, or of the county that sends for several.</param>
internal sealed record Letter(string Organisation, string FileName, byte[] Content);

/// <summary>What came of it: the receipt, its rows, and the rows to mend.</summary>
/// <param name="ResultFile">CSV; null where no row was bad.</param>
internal sealed record Delivery(long Receipt, int Good, int Bad, byte[]? ResultFile);

/// <summary>A way in. Sends, waits until what is good has been written, and brings back what is not; a server that dies meanwhile is waited for.</summary>
internal interface ISender
{
    Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation);
}
