namespace ZenML.Platform.Processes;

/// <summary>Changes the output of a program before it is passed on. Each stream has a filter of its own.</summary>
/// <remarks>What a method returns is valid until the next call.</remarks>
internal interface IOutputFilter : IDisposable
{
    /// <summary>Takes the next bytes and returns those to pass on now.</summary>
    ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Returns what can be shown of the bytes that are held back, because the program has written nothing for a while. It may go on.
    /// </summary>
    ReadOnlySpan<byte> Pause();

    /// <summary>Returns all bytes that are held back. Nothing follows.</summary>
    ReadOnlySpan<byte> Release();
}
