using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests;

/// <summary>A test of the executable, with a fresh machine of its own.</summary>
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
