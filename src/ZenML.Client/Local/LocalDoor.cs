using ZenML.Core;
using ZenML.Core.Errors;

namespace ZenML.Client.Local;

/// <summary>The door to a store in this process.</summary>
internal sealed class LocalDoor(ZenClientOptions options) : IDoor
{
    public StoreDescription Describe() => new("embedded", options.FindConfigPath());

    public ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) =>
        throw new ZenException(ErrorCode.StoreUnavailable, "The embedded store is not there yet.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
