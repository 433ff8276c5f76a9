using ZenML.Core;

namespace ZenML.Client;

/// <summary>The way to a store, in process or over HTTP. Nothing beyond it knows which.</summary>
internal interface IDoor : IAsyncDisposable
{
    /// <summary>What it leads to, without opening it.</summary>
    StoreDescription Describe();

    /// <summary>Opens the store at the first call; later calls give the same services.</summary>
    ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Opens the care of accounts, which only a server has.</summary>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.NotAllowed"/>: it is no server.</exception>
    ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken);
}
