using ZenML.Client.Settings;
using ZenML.Core;
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
    private readonly Action<SensitiveString>? observe;
    private Workspace? workspace;

    public ClientSession(IDoor door, SettingsFile settings, ZenClientOptions options)
    {
        Door = door;
        Options = options;
        this.settings = settings;
    }

    private ClientSession(ClientSession parent, Action<SensitiveString> observe)
        : this(parent.Door, parent.settings, parent.Options)
    {
        this.parent = parent;
        this.observe = parent.observe + observe;
    }

    public IDoor Door { get; }

    public ZenClientOptions Options { get; }

    /// <summary>The address of the server, if it is one.</summary>
    private string? Server => Door.Describe() is { Kind: Remote.RemoteDoor.Kind } description ? description.Location : null;

    /// <summary>A view of the same store that tells of every value that it gives out or takes in.</summary>
    public ClientSession ObservedBy(Action<SensitiveString> observer) => new(this, observer);

    public async ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken)
    {
        var services = await Door.OpenAsync(cancellationToken);
        return observe is null ? services : new Pipelines.ObservedServices(services, observe);
    }

    /// <summary>The active workspace. A client keeps the one that it began with, whatever other processes make active meanwhile.</summary>
    public async ValueTask<Workspace> GetWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.GetWorkspaceAsync(cancellationToken);
        }

        if (workspace is { } known)
        {
            return known;
        }

        var services = await OpenAsync(cancellationToken);
        var chosen = settings.Read().FindWorkspace(Server);
        var found = chosen is null ? null : await FindOrNullAsync(services.Workspaces.FindAsync(chosen.Id.ToString("D"), LookupMode.Exact, cancellationToken));
        if (chosen is not null && found is null)
        {
            Options.Warn($"The active workspace '{chosen.Name}' no longer exists; the workspace '{Workspace.DefaultName}' is used. To choose another: zenml workspace set NAME");
        }

        return workspace = found ?? await services.Workspaces.FindAsync(Workspace.DefaultName, LookupMode.Exact, cancellationToken);
    }

    public async ValueTask<Id<Workspace>> GetWorkspaceIdAsync(CancellationToken cancellationToken) => (await GetWorkspaceAsync(cancellationToken)).Id;

    public void SetWorkspace(Workspace chosen)
    {
        if (parent is not null)
        {
            parent.SetWorkspace(chosen);
            return;
        }

        settings.Change(current => current.WithWorkspace(Server, new ActiveChoice(chosen.Id.Value, chosen.Name)));
        workspace = chosen;
    }

    public async Task<Stack> GetStackAsync(CancellationToken cancellationToken)
    {
        var home = await GetWorkspaceIdAsync(cancellationToken);
        var services = await OpenAsync(cancellationToken);
        var chosen = settings.Read().FindStack(home);
        var found = chosen is null ? null : await FindOrNullAsync(services.Stacks.FindAsync(home, chosen.Id.ToString("D"), LookupMode.Exact, cancellationToken));
        if (chosen is not null && found is null)
        {
            Options.Warn($"The active stack '{chosen.Name}' no longer exists; the stack '{Stack.DefaultName}' is used. To choose another: zenml stack set NAME");
        }

        return found ?? await services.Stacks.FindAsync(home, Stack.DefaultName, LookupMode.Exact, cancellationToken);
    }

    public void SetStack(Stack chosen) =>
        settings.Change(current => current.WithStack(chosen.Workspace.Id, new ActiveChoice(chosen.Id.Value, chosen.Name)));

    /// <summary>Whether a stack is the chosen one of its workspace, answered from the settings alone. No choice means the default stack, which cannot be deleted.</summary>
    public bool IsChosen(Id<Workspace> home, Id<Stack> stack) => settings.Read().FindStack(home)?.Id == stack.Value;

    public ValueTask DisposeAsync() => parent is null ? Door.DisposeAsync() : ValueTask.CompletedTask;

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
