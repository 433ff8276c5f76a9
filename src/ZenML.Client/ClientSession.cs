using System.Collections.Concurrent;
using ZenML.Client.Pipelines;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Configurations;
using ZenML.Core.Components;
using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;

namespace ZenML.Client;

/// <summary>What the parts of one client share: the door, the options, and which workspace and stack are active.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    private readonly SettingsFile settings;
    private readonly ClientSession? parent;
    private readonly Action<SensitiveString> observe;
    private readonly PassedValues passed;
    private readonly ConcurrentDictionary<Guid, bool> reported = new();
    private Workspace? workspace;
    private ActiveChoice? lostWorkspace;

    public ClientSession(IDoor door, SettingsFile settings, ZenClientOptions options)
    {
        Door = door;
        Options = options;
        this.settings = settings;
        passed = new PassedValues();
        observe = passed.Add;
    }

    private ClientSession(ClientSession parent)
        : this(parent.Door, parent.settings, parent.Options)
    {
        this.parent = parent;
        passed = parent.passed;
        observe = parent.observe;
    }

    public IDoor Door { get; }

    public ZenClientOptions Options { get; }

    /// <summary>The address of the server, if it is one.</summary>
    private string? Server => Door.Describe() is { Kind: Remote.RemoteDoor.Kind } description ? description.Location : null;

    /// <summary>A session that shares everything with this one and leaves the store open when it ends.</summary>
    public ClientSession Share() => new(this);

    /// <summary>Tells of every value that this client and those that share its store gave out or took in lately, and of each from now on.</summary>
    /// <returns>Ends it when it is disposed of.</returns>
    public IDisposable Observe(Action<SensitiveString> observer) => passed.Subscribe(observer);

    public async ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) =>
        new ObservedServices(await Door.OpenAsync(cancellationToken), observe);

    /// <summary>The care of accounts.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is no server.</exception>
    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) => Door.OpenAccountsAsync(cancellationToken);

    /// <summary>The active workspace. A client keeps the one that it began with, whatever other processes make active meanwhile.</summary>
    public async ValueTask<Workspace> GetWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.GetWorkspaceAsync(cancellationToken);
        }

        var found = await LoadWorkspaceAsync(cancellationToken);
        if (lostWorkspace is { } lost && reported.TryAdd(lost.Id, true))
        {
            Options.Warn($"The active workspace '{lost.Name}' no longer exists; the workspace '{Workspace.DefaultName}' is used. To choose another: zenml workspace set NAME");
        }

        return found;
    }

    public async ValueTask<Id<Workspace>> GetWorkspaceIdAsync(CancellationToken cancellationToken) => (await GetWorkspaceAsync(cancellationToken)).Id;

    /// <summary>The active workspace, for what changes something: nothing is changed in a workspace that was not chosen.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: the active workspace is gone.</exception>
    public async ValueTask<Id<Workspace>> GetWorkspaceIdForChangeAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.GetWorkspaceIdForChangeAsync(cancellationToken);
        }

        var found = await LoadWorkspaceAsync(cancellationToken);
        return lostWorkspace is { } lost
            ? throw new ZenException(ErrorCode.NotFound,
                $"The active workspace '{lost.Name}' no longer exists, so nothing was changed. Choose another first: zenml workspace set NAME")
            : found.Id;
    }

    /// <summary>The active workspace for a lookup: a lookup for a change is one, other lookups only read.</summary>
    public ValueTask<Id<Workspace>> GetWorkspaceIdAsync(LookupMode mode, CancellationToken cancellationToken) =>
        mode == LookupMode.Changing ? GetWorkspaceIdForChangeAsync(cancellationToken) : GetWorkspaceIdAsync(cancellationToken);

    public void SetWorkspace(Workspace chosen)
    {
        if (parent is not null)
        {
            parent.SetWorkspace(chosen);
            return;
        }

        settings.Change(current => current.WithWorkspace(Server, new ActiveChoice(chosen.Id.Value, chosen.Name)));
        workspace = chosen;
        lostWorkspace = null;
    }

    public async Task<Stack> GetStackAsync(CancellationToken cancellationToken)
    {
        var home = await GetWorkspaceIdAsync(cancellationToken);
        var services = await OpenAsync(cancellationToken);
        var chosen = settings.Read().FindStack(home);
        var found = chosen is null ? null : await FindOrNullAsync(services.Stacks.FindAsync(home, chosen.Id.ToString("D"), LookupMode.Exact, cancellationToken));
        if (chosen is not null && found is null && reported.TryAdd(chosen.Id, true))
        {
            Options.Warn($"The active stack '{chosen.Name}' no longer exists; the stack '{Stack.DefaultName}' is used. To choose another: zenml stack set NAME");
        }

        return found ?? await services.Stacks.FindAsync(home, Stack.DefaultName, LookupMode.Exact, cancellationToken);
    }

    public void SetStack(Stack chosen) =>
        settings.Change(current => current.WithStack(chosen.Workspace.Id, new ActiveChoice(chosen.Id.Value, chosen.Name)));

    /// <summary>Whether a stack is the chosen one of its workspace, answered from the settings alone. No choice means the default stack, which cannot be deleted.</summary>
    public bool IsChosen(Id<Workspace> home, Id<Stack> stack) => settings.Read().FindStack(home)?.Id == stack.Value;

    /// <summary>Warns of attributes that the service set apart for encryption, which says that the flavor calls them sensitive.</summary>
    public void WarnOfPlainText(Component component, ConfigurationMap given)
    {
        foreach (var attribute in given.Keys.Where(name => component.Configuration.TryGetValue(name, out var value) && value is ConfigurationSensitive))
        {
            Options.Warn(
                $"The attribute '{attribute}' of the {component.Type.Words()} '{component.Name}' holds plain text. It is stored encrypted; a secret reference such as {{{{secret.key}}}} keeps it in one place.");
        }
    }

    public ValueTask DisposeAsync() => parent is null ? Door.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<Workspace> LoadWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (workspace is { } known)
        {
            return known;
        }

        var services = await OpenAsync(cancellationToken);
        var chosen = settings.Read().FindWorkspace(Server);
        var found = chosen is null ? null : await FindOrNullAsync(services.Workspaces.FindAsync(chosen.Id.ToString("D"), LookupMode.Exact, cancellationToken));
        lostWorkspace = found is null ? chosen : null;
        return workspace = found ?? await services.Workspaces.FindAsync(Workspace.DefaultName, LookupMode.Exact, cancellationToken);
    }

    private static async Task<TResource?> FindOrNullAsync<TResource>(Task<TResource> search)
        where TResource : class
    {
        try
        {
            return await search;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }
}
