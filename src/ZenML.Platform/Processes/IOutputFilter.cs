namespace ZenML.Platform.Processes;

/// <summary>Changes the output of a program before it is passed on. Each stream has a filter of its own.</summary>
internal interface IOutputFilter
{
    /// <summary>Takes the next bytes.</summary>
    /// <returns>The bytes to pass on now, valid until the next call.</returns>
    ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes);

    /// <summary>Returns the bytes that are held back.</summary>
    ReadOnlySpan<byte> Release();
}
