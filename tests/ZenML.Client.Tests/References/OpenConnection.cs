using ZenML.Core;

namespace ZenML.Client.Tests.References;

/// <summary>A connection to existing services.</summary>
internal sealed class OpenConnection(IZenServices services) : IStoreConnection
{
    public StoreDescription Describe() => new("test", "");

    public ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(services);

    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
