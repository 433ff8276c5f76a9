using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests;

/// <summary>A test of the executable on a fresh simulated machine.</summary>
public abstract class EndToEndTest : IDisposable
{
    /// <summary>The executable on that machine.</summary>
    private protected Zenml Zenml { get; } = new();

    /// <inheritdoc />
    public void Dispose()
    {
        Zenml.Dispose();
        GC.SuppressFinalize(this);
    }
}
