using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>A connection to a store, in this process or over HTTP. The code above it does not know which.</summary>
internal interface IStoreConnection : IAsyncDisposable
{
    /// <summary>Returns which store it connects to, without opening it.</summary>
    StoreDescription Describe();

    /// <summary>
    /// Returns which store it connects to and as whom, without opening it. The text differs for every other store and login. It is no
    /// secret, and not for people.
    /// </summary>
    string Identify() => $"{Describe()}";

    /// <summary>Returns how the login in use was made, for people; null if there is none, as in a local store. Sends nothing.</summary>
    string? DescribeLogin() => null;

    /// <summary>Opens the store at the first call; later calls return the same services.</summary>
    ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Opens the services for accounts, which only a server has.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is not on a server.</exception>
    ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Reads in the active workspace that need one request each; null if the store is not known to offer them.</summary>
    /// <param name="observe">Is told of every value that they read.</param>
    /// <param name="cancellationToken">Cancels a login, if one is needed.</param>
    ValueTask<ISingleRequestReads?> FindSingleRequestReadsAsync(Action<SensitiveString> observe, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISingleRequestReads?>(null);

    /// <summary>Downloads the whole store of a server, encrypted.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is not on a server, or the server refuses.</exception>
    Task<DownloadedBackup> DownloadBackupAsync(DownloadTarget target, CancellationToken cancellationToken) =>
        throw new ZenException(ErrorCode.NotAllowed, "Only the store of a server can be downloaded.");

    /// <summary>Checks the whole store.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is on a server.</exception>
    Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => throw new ZenException(
        ErrorCode.NotAllowed,
        $"Only the local store can be checked from here. A server checks its store when it starts with ZENML_SERVER_CHECK_STORE=true.");
}
