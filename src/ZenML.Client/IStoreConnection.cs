using ZenML.Core;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>The way to a store, in process or over HTTP. Nothing beyond it knows which.</summary>
internal interface IStoreConnection : IAsyncDisposable
{
    /// <summary>What it leads to, without opening it.</summary>
    StoreDescription Describe();

    /// <summary>Opens the store at the first call; later calls give the same services.</summary>
    ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Opens the care of accounts, which only a server has.</summary>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.NotAllowed"/>: it is no server.</exception>
    ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Reads in the active workspace that need one request each; null if the store is not known to offer them.</summary>
    /// <param name="observe">Is told of every value that they read.</param>
    /// <param name="cancellationToken">Cancels a login, if one is needed.</param>
    ValueTask<ISingleRequestReads?> FindSingleRequestReadsAsync(Action<SensitiveString> observe, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISingleRequestReads?>(null);

    /// <summary>Checks the whole store.</summary>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.NotAllowed"/>: it is on a server.</exception>
    Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => throw new Core.Errors.ZenException(
        Core.Errors.ErrorCode.NotAllowed,
        $"Only the local store can be checked from here. A server checks its store when it starts with ZENML_SERVER_CHECK_STORE=true.");
}
