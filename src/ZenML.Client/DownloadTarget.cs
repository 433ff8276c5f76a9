namespace ZenML.Client;

/// <summary>Where a response goes that is too long for memory.</summary>
/// <param name="Stream">Receives the bytes; it stays open. They are the whole response only if the download returns.</param>
/// <param name="Begin">Told the size of the response, in bytes, before its first byte.</param>
/// <param name="Report">Told how many bytes have been written.</param>
internal sealed record DownloadTarget(Stream Stream, Action<long> Begin, Action<long> Report);
