using ZenML.Client.Remote;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Client;

/// <summary>
/// Gives a program secrets and stacks. Names are looked up in the active workspace. All operations can be called from several threads at
/// once. Those that fail for an expected reason throw <see cref="ZenException"/>, whose message never contains a secret value.
/// </summary>
/// <remarks>To fake a client in a test, derive from it and override the properties that the tested code uses.</remarks>
/// <example>
/// <code>
/// await using var client = ZenClient.Open();
/// await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "admin", ["password"] = "abc123" });
/// </code>
/// </example>
public class ZenClient : IAsyncDisposable, IDisposable
{
    private readonly ClientSession? session;

    internal ZenClient(ClientSession? session)
    {
        this.session = session;
        Secrets = new SecretsClient(session);
        SecretChanges = new SecretChangesClient(session);
        SecretUsages = new SecretUsagesClient(session);
        DeletedSecrets = new DeletedSecretsClient(session);
        Components = new ComponentsClient(session);
        Flavors = new FlavorsClient(session);
        Stacks = new StacksClient(session);
        Workspaces = new WorkspacesClient(session);
        Users = new UsersClient(session);
        ServiceAccounts = new ServiceAccountsClient(session);
        Roles = new RolesClient(session);
        Groups = new GroupsClient(session);
        Devices = new DevicesClient(session);
        Tokens = new TokensClient(session);
        PipelineRuns = new PipelineRunsClient(session);
        Audit = new AuditClient(session);
        Runtime = new ClientRuntime(session);
    }

    /// <summary>For a fake, which overrides the members that its test uses.</summary>
    protected ZenClient()
        : this(null)
    {
    }

    /// <summary>Secrets.</summary>
    public virtual SecretsClient Secrets { get; }

    /// <summary>Whether secrets have changed.</summary>
    public virtual SecretChangesClient SecretChanges { get; }

    /// <summary>What refers to secrets.</summary>
    public virtual SecretUsagesClient SecretUsages { get; }

    /// <summary>Secrets that were deleted and can be undeleted.</summary>
    public virtual DeletedSecretsClient DeletedSecrets { get; }

    /// <summary>Stack components.</summary>
    public virtual ComponentsClient Components { get; }

    /// <summary>Flavors of components.</summary>
    public virtual FlavorsClient Flavors { get; }

    /// <summary>Stacks, and which of them is active.</summary>
    public virtual StacksClient Stacks { get; }

    /// <summary>Workspaces, and which of them is active.</summary>
    public virtual WorkspacesClient Workspaces { get; }

    /// <summary>Accounts of people.</summary>
    public virtual UsersClient Users { get; }

    /// <summary>Accounts of programs, and their API keys.</summary>
    public virtual ServiceAccountsClient ServiceAccounts { get; }

    /// <summary>Roles of accounts and groups in workspaces.</summary>
    public virtual RolesClient Roles { get; }

    /// <summary>Groups of accounts.</summary>
    public virtual GroupsClient Groups { get; }

    /// <summary>Your devices.</summary>
    public virtual DevicesClient Devices { get; }

    /// <summary>Valid access tokens.</summary>
    public virtual TokensClient Tokens { get; }

    /// <summary>Records of pipeline runs.</summary>
    public virtual PipelineRunsClient PipelineRuns { get; }

    /// <summary>The audit log.</summary>
    public virtual AuditClient Audit { get; }

    /// <summary>What a library needs to run code on behalf of this client, as ZenML.Pipelines does.</summary>
    public virtual ClientRuntime Runtime { get; }

    private ClientSession Session => session ?? throw ResourceClient.NotOverridden();

    /// <summary>
    /// Returns a client of the store in use, local or on a server. This reads and sends nothing yet: the first operation opens the store,
    /// and creates a local one that does not exist, or sends the first request.
    /// </summary>
    /// <param name="options">Where the store is and how the client behaves; what is not set comes from the environment.</param>
    public static ZenClient Open(ZenClientOptions? options = null)
    {
        options ??= new ZenClientOptions();
        var settings = new SettingsFile(options);
        return new ZenClient(new ClientSession(new SelectedConnection(options, settings), settings, options));
    }

    /// <summary>Returns where the data is stored, after making sure that the store can be opened.</summary>
    /// <exception cref="ZenException">The store cannot be opened.</exception>
    public virtual async Task<StoreDescription> DescribeStoreAsync(CancellationToken cancellationToken = default)
    {
        await Session.OpenAsync(cancellationToken);
        return Session.Describe();
    }

    /// <summary>
    /// Returns how you are logged in to the server: <c>password</c>, <c>API key</c>, <c>browser</c> or <c>identity token of</c> where it
    /// comes from; null for the local store, or without a login. Sends nothing.
    /// </summary>
    /// <exception cref="ZenException">The settings or the credentials cannot be read.</exception>
    public virtual string? DescribeLogin() => Session.DescribeLogin();

    /// <summary>
    /// Checks the whole local store: the file, its indexes, the key, every secret with its values, the totals. Changes nothing.
    /// </summary>
    /// <exception cref="ZenException">
    /// The store cannot be opened. <see cref="ErrorCode.NotAllowed"/>: it is on a server.
    /// </exception>
    public virtual Task<StoreReport> CheckStoreAsync(CancellationToken cancellationToken = default) =>
        Session.CheckStoreAsync(cancellationToken);

    /// <summary>Makes sure that the store is on a server. Only a server has accounts.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it is the local store.</exception>
    public virtual async Task EnsureServerAsync(CancellationToken cancellationToken = default) =>
        await Session.OpenAccountsAsync(cancellationToken);

    /// <summary>Downloads the whole store of the server, encrypted for the recipient that its operator chose.</summary>
    internal Task<DownloadedBackup> DownloadBackupAsync(DownloadTarget target, CancellationToken cancellationToken) =>
        Session.DownloadBackupAsync(target, cancellationToken);

    /// <summary>Closes the store. The client of a step leaves it open for the client that runs the pipeline.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store, as <see cref="DisposeAsync"/> does.</summary>
    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}
