namespace ZenML.Platform.Processes;

/// <summary>Passes output on unchanged.</summary>
internal sealed class PlainOutput : IOutputFilter
{
    public ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes) => bytes;

    public ReadOnlySpan<byte> Pause() => [];

    public ReadOnlySpan<byte> Release() => [];

    public void Dispose()
    {
    }
}
