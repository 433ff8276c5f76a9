using ZenML.Client.Pipelines;
using ZenML.Client.Remote;
using ZenML.Client.Settings;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client;

/// <summary>
/// Secrets, stacks and pipelines from C#. Names are looked up in the active workspace. All operations can be called from several threads at
/// once; those
/// that fail for an expected reason throw <see cref="Core.Errors.ZenException"/>, whose message never contains a secret value.
/// </summary>
/// <example>
/// <code>
/// await using var client = ZenClient.Open();
/// await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "admin", ["password"] = "abc123" });
/// </code>
/// </example>
public sealed class ZenClient : IAsyncDisposable, IDisposable
{
    private readonly ClientSession session;

    internal ZenClient(ClientSession session)
    {
        this.session = session;
        Secrets = new SecretsClient(session);
        Components = new ComponentsClient(session);
        Flavors = new FlavorsClient(session);
        Stacks = new StacksClient(session);
        Workspaces = new WorkspacesClient(session);
        Users = new UsersClient(session);
        ServiceAccounts = new ServiceAccountsClient(session);
        Devices = new DevicesClient(session);
        PipelineRuns = new PipelineRunsClient(session);
        Audit = new AuditClient(session);
    }

    /// <summary>Secrets.</summary>
    public SecretsClient Secrets { get; }

    /// <summary>Stack components.</summary>
    public ComponentsClient Components { get; }

    /// <summary>Flavors of components.</summary>
    public FlavorsClient Flavors { get; }

    /// <summary>Stacks, the active one among them.</summary>
    public StacksClient Stacks { get; }

    /// <summary>Workspaces, the active one among them.</summary>
    public WorkspacesClient Workspaces { get; }

    /// <summary>Accounts.</summary>
    public UsersClient Users { get; }

    /// <summary>Accounts of programs, and their API keys.</summary>
    public ServiceAccountsClient ServiceAccounts { get; }

    /// <summary>Your devices.</summary>
    public DevicesClient Devices { get; }

    /// <summary>Records of pipeline runs.</summary>
    public PipelineRunsClient PipelineRuns { get; }

    /// <summary>Who did what.</summary>
    public AuditClient Audit { get; }

    /// <summary>A client of the local store or of a server, whichever is in use. Costs nothing: the first operation opens the store, and
    /// makes it if there is none, or
    /// sends the first request.</summary>
    /// <param name="options">Where the store is and how it behaves; without them the environment says.</param>
    public static ZenClient Open(ZenClientOptions? options = null)
    {
        options ??= new ZenClientOptions();
        var settings = new SettingsFile(options);
        return new ZenClient(new ClientSession(new SelectedConnection(options, settings), settings, options));
    }

    /// <summary>Begins a pipeline; add its steps with
    /// <see cref="Pipeline.Step(string, Func{StepContext, Task}, ConfigurationMap?)"/>.</summary>
    /// <param name="name">The name that its runs are recorded under.</param>
    /// <param name="settings">Settings that every step gets; texts may be secret references.</param>
    /// <param name="options">Where its log goes.</param>
    /// <exception cref="Core.Errors.ZenException">The name is invalid.</exception>
    public Pipeline DefinePipeline(string name, ConfigurationMap? settings = null, PipelineOptions? options = null) =>
        new(session, name, settings ?? new ConfigurationMap(), options ?? new PipelineOptions());

    /// <summary>Says where the data lies, after making sure that it can be opened.</summary>
    /// <exception cref="Core.Errors.ZenException">The store cannot be opened.</exception>
    public async Task<StoreDescription> DescribeStoreAsync(CancellationToken cancellationToken = default)
    {
        await session.OpenAsync(cancellationToken);
        return session.Door.Describe();
    }

    /// <summary>Checks the whole local store: file, indexes, key, every secret with its values, totals. Changes nothing.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The store cannot be opened. <see cref="Core.Errors.ErrorCode.NotAllowed"/>: it is on a server.
    /// </exception>
    public Task<Core.Persistence.StoreReport> CheckStoreAsync(CancellationToken cancellationToken = default) =>
        session.Door.CheckAsync(cancellationToken);

    /// <summary>Makes sure that the store is on a server, which alone has accounts to care for.</summary>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.NotAllowed"/>: it is the local one.</exception>
    public async Task EnsureServerAsync(CancellationToken cancellationToken = default) => await session.OpenAccountsAsync(cancellationToken);

    /// <summary>Closes the store. A client of a step leaves it to the client that runs the pipeline.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>Closes the store, as <see cref="DisposeAsync"/> does.</summary>
    public void Dispose() => session.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
