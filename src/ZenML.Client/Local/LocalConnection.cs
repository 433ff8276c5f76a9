using ZenML.Core;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets.Deletion;
using ZenML.Formats;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Sqlite.Backup;

namespace ZenML.Client.Local;

/// <summary>The connection to a store in this process.</summary>
internal sealed class LocalConnection(ZenClientOptions options) : IStoreConnection
{
    private const string RunsFolder = "zenml-dotnet.runs";

    private readonly SemaphoreSlim opening = new(1, 1);
    private SqliteStore? store;
    private LeasedPipelineRuns? runs;
    private volatile IZenServices? services;
    private bool isClosed;

    public StoreDescription Describe() => new("embedded", options.FindConfigPath());

    public async ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken)
    {
        if (services is { } open)
        {
            return open;
        }

        options.EnsureMayUseLocalStore();
        await opening.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(ZenClient));
            if (services is null)
            {
                var chosen = LocalStore.StoreOptions(options);
                EnsureMayOpen(chosen);
                store = await SqliteStore.OpenAsync(chosen, cancellationToken);
                services = Wrap(OpenServices(store));
            }

            return services;
        }
        finally
        {
            opening.Release();
        }
    }

    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) => throw new ZenException(
        ErrorCode.NotAllowed,
        "The local store has one user and no other accounts, groups or roles. Use a server instead: zenml connect --url URL. To run a "
        + "server on this machine: zenml up");

    public async Task<StoreReport> CheckAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return await store!.CheckAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await opening.WaitAsync();
        try
        {
            isClosed = true;
            services = null;
            runs?.Dispose();
            if (store is { } open)
            {
                store = null;
                await open.DisposeAsync();
            }
        }
        finally
        {
            opening.Release();
        }
    }

    private void EnsureMayOpen(SqliteStoreOptions chosen)
    {
        if (!options.CreateStore && !SqliteInspection.IsThere(chosen))
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"There is no store in '{chosen.Folder}' yet, and the options of the client do not let it create one.");
        }
    }

    private ZenServices OpenServices(SqliteStore opened) => new(
        opened.LocalCaller,
        new ServiceDependencies(opened, new StructuredText(), new UnsupportedPasswordHasher(), new NullReadLog(), options.Clock)
        {
            // Nothing else runs here that would purge deleted secrets.
            SecretRetention = new SecretRetention { PurgesOnChange = true },
        });

    /// <summary>Masks plain text in components, and lets the runs of killed processes fail.</summary>
    private ServiceSet Wrap(ZenServices inner)
    {
        runs = new LeasedPipelineRuns(inner.PipelineRuns, new RunLeases(Path.Combine(options.FindConfigPath(), RunsFolder)));
        var components = new MaskedComponents(inner.Components, inner.Flavors);
        return new ServiceSet(inner)
        {
            Components = components,
            Stacks = new MaskedStacks(inner.Stacks, components),
            PipelineRuns = runs,
        };
    }
}
