using System.Collections.Concurrent;
using ZenML.Client.Masking;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;

namespace ZenML.Client;

/// <summary>What the parts of one <see cref="ZenClient"/> share: the connection, the options, the active workspace and stack.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private readonly IStoreConnection connection;
    private readonly SettingsFile settings;
    private readonly ClientSession? parent;
    private readonly PassedValues passed;
    private readonly ConcurrentDictionary<string, bool> reported = new(StringComparer.Ordinal);
    private volatile ServiceSet? services;
    private Workspace? workspace;
    private ActiveSelection? kept;
    private string? identity;

    public ClientSession(IStoreConnection connection, SettingsFile settings, ZenClientOptions options)
        : this(connection, settings, options, new PassedValues())
    {
    }

    private ClientSession(ClientSession parent)
        : this(parent.connection, parent.settings, parent.Options, parent.passed) => this.parent = parent;

    private ClientSession(IStoreConnection connection, SettingsFile settings, ZenClientOptions options, PassedValues passed)
    {
        this.connection = connection;
        this.settings = settings;
        this.passed = passed;
        Options = options;
    }

    public ZenClientOptions Options { get; }

    /// <summary>The address of the server; null for the local store.</summary>
    public string? Server => Describe() is { IsServer: true } description ? description.Location : null;

    /// <summary>Returns which store the session connects to, without opening it.</summary>
    public StoreDescription Describe() => connection.Describe();

    /// <summary>Returns how the login in use was made, without opening the store; null if there is none.</summary>
    public string? DescribeLogin() => connection.DescribeLogin();

    /// <summary>
    /// Returns which store the session connects to, as whom and in which workspace, without opening it. It is always the same text,
    /// although a workspace that is chosen by name is known by its id later.
    /// </summary>
    public string Identify() => parent is not null
        ? parent.Identify()
        : identity ??= $"{connection.Identify()} {(kept ?? Keep(ReadChosenWorkspace())).Choice?.Key}";

    /// <summary>Returns a session that shares everything with this one and leaves the store open when it is disposed.</summary>
    public ClientSession Share() => new(this);

    /// <summary>Masks each value that passed recently, or passes from now on, through a session that shares this store.</summary>
    public MaskingScope Mask(TextWriter log) => new(passed, log);

    /// <summary>Opens the store. Values that pass through its services are reported for masking.</summary>
    public async ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.OpenAsync(cancellationToken);
        }

        // A connection returns the same services at each call, and fails once it is closed.
        var opened = await connection.OpenAsync(cancellationToken);
        return services ??= new ServiceSet(opened)
        {
            Secrets = new ObservedSecrets(opened.Secrets, passed.Add),
            SecretHistory = new ObservedSecretHistory(opened.SecretHistory, passed.Add),
            SecretEdits = new ObservedSecretEdits(opened.SecretEdits, passed.Add),
            SecretImports = new ObservedSecretImports(opened.SecretImports, passed.Add),
            Components = new ObservedComponents(opened.Components, passed.Add),
        };
    }

    /// <summary>Reads in the active workspace: in one request where the store offers that, else through the services.</summary>
    /// <param name="inOneRequest">Reads without a lookup of the workspace, which is null for the default one.</param>
    /// <param name="throughServices">Reads in the workspace that was found.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ZenException">As in <see cref="GetWorkspaceAsync"/>, and what the read throws.</exception>
    public async Task<TResult> ReadInWorkspaceAsync<TResult>(
        Func<ISingleRequestReads, ActiveChoice?, Task<TResult>> inOneRequest,
        Func<IZenServices, Id<Workspace>, Task<TResult>> throughServices,
        CancellationToken cancellationToken)
    {
        if (await connection.FindSingleRequestReadsAsync(passed.Add, cancellationToken) is { } reads)
        {
            try
            {
                return await inOneRequest(reads, FindChosenWorkspace().Choice);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound || !reads.AreAvailable)
            {
                // What does not exist, the workspace or something in it, is found out step by step. An older server knows no other way.
                LookUpWorkspaceAgain();
            }
        }

        return await CallInWorkspaceAsync(throughServices, cancellationToken);
    }

    /// <summary>The choices of this user as they are stored now.</summary>
    public LocalSettings ReadSettings() => settings.Read();

    /// <summary>Calls a service.</summary>
    public async Task<TResult> CallAsync<TResult>(Func<IZenServices, Task<TResult>> call, CancellationToken cancellationToken) =>
        await call(await OpenAsync(cancellationToken));

    /// <inheritdoc cref="CallAsync{TResult}"/>
    public async Task CallAsync(Func<IZenServices, Task> call, CancellationToken cancellationToken) =>
        await call(await OpenAsync(cancellationToken));

    /// <summary>Calls a service that looks something up or creates it in the active workspace.</summary>
    public async Task<TResult> CallInWorkspaceAsync<TResult>(
        Func<IZenServices, Id<Workspace>, Task<TResult>> call, CancellationToken cancellationToken)
    {
        var id = await GetWorkspaceIdAsync(cancellationToken);
        return await call(await OpenAsync(cancellationToken), id);
    }

    /// <summary>Lists something, in the active workspace unless the query names another.</summary>
    public async Task<TResult> ListInWorkspaceAsync<TResult>(
        ListQuery? query, Func<IZenServices, ListQuery, Task<TResult>> list, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        return await list(opened, await ListQueries.ConfineAsync(query, this, cancellationToken));
    }

    /// <summary>Opens the services for accounts.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is not on a server.</exception>
    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) =>
        connection.OpenAccountsAsync(cancellationToken);

    /// <summary>Calls a service for accounts.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is not on a server.</exception>
    public async Task<TResult> CallAccountsAsync<TResult>(
        Func<IAccountServices, Task<TResult>> call, CancellationToken cancellationToken) =>
        await call(await OpenAccountsAsync(cancellationToken));

    /// <inheritdoc cref="CallAccountsAsync{TResult}"/>
    public async Task CallAccountsAsync(Func<IAccountServices, Task> call, CancellationToken cancellationToken) =>
        await call(await OpenAccountsAsync(cancellationToken));

    /// <summary>Downloads the whole store of the server, encrypted.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is not on a server, or the server refuses.</exception>
    public Task<DownloadedBackup> DownloadBackupAsync(DownloadTarget target, CancellationToken cancellationToken) =>
        connection.DownloadBackupAsync(target, cancellationToken);

    /// <summary>Checks the whole local store.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is on a server.</exception>
    public Task<StoreReport> CheckStoreAsync(CancellationToken cancellationToken) => connection.CheckAsync(cancellationToken);

    /// <summary>Returns the active workspace. A client keeps the one that it began with, whatever other processes make active.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it no longer exists. Nothing is read or changed in a workspace that was not chosen.
    /// </exception>
    public async ValueTask<Workspace> GetWorkspaceAsync(CancellationToken cancellationToken) =>
        await LoadWorkspaceAsync(cancellationToken) is var (found, chosen) && found is not null
            ? found
            : throw chosen.Lost("workspace");

    /// <summary>Returns the active workspace for display; null, with a warning, if it no longer exists.</summary>
    public async ValueTask<Workspace?> FindWorkspaceAsync(CancellationToken cancellationToken)
    {
        var (found, chosen) = await LoadWorkspaceAsync(cancellationToken);
        return found ?? WarnOfLost<Workspace>("workspace", chosen);
    }

    /// <summary>Returns the id of the active workspace.</summary>
    /// <exception cref="ZenException">As in <see cref="GetWorkspaceAsync"/>.</exception>
    public async ValueTask<Id<Workspace>> GetWorkspaceIdAsync(CancellationToken cancellationToken) =>
        (await GetWorkspaceAsync(cancellationToken)).Id;

    /// <summary>Stores the active workspace in the settings. This client uses it too, unless options or environment name another.</summary>
    public void SetWorkspace(Workspace chosen)
    {
        if (parent is not null)
        {
            parent.SetWorkspace(chosen);
            return;
        }

        settings.Change(current => current.WithWorkspace(Server, new ActiveChoice(chosen.Id.Value, chosen.Name)));
        if (Options.FindWorkspaceSelection() is null)
        {
            workspace = chosen;
            kept = null;
        }
    }

    /// <summary>Returns the active stack of the active workspace.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it or the workspace no longer exists. Nothing is checked or run on a stack that was not chosen.
    /// </exception>
    public async Task<Stack> GetStackAsync(CancellationToken cancellationToken) =>
        await LoadStackAsync(cancellationToken) is var (found, chosen) && found is not null
            ? found
            : throw chosen.Lost("stack");

    /// <summary>Returns the active stack of the active workspace for display; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: the active workspace no longer exists.</exception>
    public async Task<Stack?> FindStackAsync(CancellationToken cancellationToken)
    {
        var (found, chosen) = await LoadStackAsync(cancellationToken);
        return found ?? WarnOfLost<Stack>("stack", chosen);
    }

    public void SetStack(Stack chosen) =>
        settings.Change(current => current.WithStack(
            chosen.Workspace.Id, new ActiveChoice(chosen.Id.Value, chosen.Name) { Server = Server }));

    /// <summary>
    /// Returns whether a stack was made the active one of its workspace, from the choice alone. Without a choice the default stack is
    /// active, which cannot be deleted.
    /// </summary>
    public bool IsChosen(Stack stack) => FindChosenStack(stack.Workspace.Id).Is(stack.Id.Value, stack.Name);

    public ValueTask DisposeAsync() => parent is null ? connection.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<(Workspace? Found, ActiveSelection Chosen)> LoadWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.LoadWorkspaceAsync(cancellationToken);
        }

        var chosen = FindChosenWorkspace();
        if (workspace is null)
        {
            var opened = await OpenAsync(cancellationToken);
            workspace = await chosen.FindAsync<Workspace>(
                Workspace.DefaultName, text => opened.Workspaces.FindAsync(text, LookupMode.Exact, cancellationToken));
        }

        return (workspace, chosen);
    }

    /// <summary>
    /// The workspace that was chosen: by the options or the environment, else the one that this client began with, else the one of the
    /// settings. A client keeps the one that it begins with, whatever other processes make active meanwhile.
    /// </summary>
    private ActiveSelection FindChosenWorkspace() => parent is not null ? parent.FindChosenWorkspace()
        : workspace is { } known ? new ActiveSelection(new ActiveChoice(known.Id.Value, known.Name), kept?.Source)
        : kept ?? Keep(ReadChosenWorkspace());

    private ActiveSelection ReadChosenWorkspace() =>
        Options.FindWorkspaceSelection() ?? new ActiveSelection(settings.Read().FindWorkspace(Server));

    private ActiveSelection Keep(ActiveSelection chosen) => Interlocked.CompareExchange(ref kept, chosen, null) ?? chosen;

    private ActiveSelection FindChosenStack(Id<Workspace> home) =>
        Options.FindStackSelection() ?? new ActiveSelection(settings.Read().FindStack(home));

    /// <summary>Forgets that the workspace was found, but not which one it is: it may have been deleted since.</summary>
    private void LookUpWorkspaceAgain()
    {
        if (parent is not null)
        {
            parent.LookUpWorkspaceAgain();
            return;
        }

        kept = FindChosenWorkspace();
        workspace = null;
    }

    private async Task<(Stack? Found, ActiveSelection Chosen)> LoadStackAsync(CancellationToken cancellationToken)
    {
        var home = await GetWorkspaceIdAsync(cancellationToken);
        var opened = await OpenAsync(cancellationToken);
        var chosen = FindChosenStack(home);
        var found = await chosen.FindAsync<Stack>(
            Stack.DefaultName, text => opened.Stacks.FindAsync(home, text, LookupMode.Exact, cancellationToken));
        return (found, chosen);
    }

    private TResource? WarnOfLost<TResource>(string kind, ActiveSelection chosen)
        where TResource : class
    {
        if (reported.TryAdd($"{kind} {chosen.Choice?.Key}", true))
        {
            Options.Warn(chosen.DescribeLoss(kind));
        }

        return null;
    }
}
