using System.Collections.Concurrent;
using ZenML.Client.Pipelines;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
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
    private ChosenWorkspace? kept;

    public ClientSession(IStoreConnection door, SettingsFile settings, ZenClientOptions options)
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

    public IStoreConnection Door { get; }

    public ZenClientOptions Options { get; }

    /// <summary>The address of the server, if it is one.</summary>
    private string? Server => Door.Describe() is { Kind: Remote.RemoteConnection.Kind } description ? description.Location : null;

    /// <summary>A session that shares everything with this one and leaves the store open when it ends.</summary>
    public ClientSession Share() => new(this);

    /// <summary>Tells of every value that this client and those that share its store gave out or took in lately, and of each from now
    /// on.</summary>
    /// <returns>Ends it when it is disposed of.</returns>
    public IDisposable Observe(Action<SensitiveString> observer) => passed.Subscribe(observer);

    public async ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) =>
        new ObservedServices(await Door.OpenAsync(cancellationToken), observe);

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
        if (await Door.FindSingleRequestReadsAsync(observe, cancellationToken) is { } reads)
        {
            try
            {
                var active = FindChosenWorkspace();
                var result = await inOneRequest(reads, active.Choice);
                KeepChosenWorkspace(active);
                return result;
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound || !reads.AreAvailable)
            {
                // What does not exist, the workspace or something in it, is found out step by step. An older server knows no other way.
            }
        }

        return await throughServices(await OpenAsync(cancellationToken), await GetWorkspaceIdAsync(cancellationToken));
    }

    /// <summary>The active stacks that were chosen, by the ids of their workspaces.</summary>
    public IReadOnlyDictionary<Guid, ActiveChoice> ReadActiveStacks() => settings.Read().Stacks;

    /// <summary>The care of accounts.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the store is no server.</exception>
    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) => Door.OpenAccountsAsync(cancellationToken);

    /// <summary>The active workspace. A client keeps the one that it began with, whatever other processes make active meanwhile.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it no longer exists. Nothing is read or changed in a workspace that was not chosen.
    /// </exception>
    public async ValueTask<Workspace> GetWorkspaceAsync(CancellationToken cancellationToken) =>
        await LoadWorkspaceAsync(cancellationToken) is var (found, chosen) && found is not null
            ? found
            : throw Lost("workspace", chosen!);

    /// <summary>The active workspace, to show which one it is; null, with a warning, if it no longer exists.</summary>
    public async ValueTask<Workspace?> FindWorkspaceAsync(CancellationToken cancellationToken)
    {
        var (found, chosen) = await LoadWorkspaceAsync(cancellationToken);
        return found ?? WarnOfLost<Workspace>("workspace", chosen!);
    }

    /// <summary>The id of the active workspace, in which everything is looked up and made.</summary>
    /// <exception cref="ZenException">As in <see cref="GetWorkspaceAsync"/>.</exception>
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
        kept = null;
    }

    /// <summary>The active stack of the active workspace.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it no longer exists, or the workspace does not. Nothing is checked or run on a
    /// stack that was not chosen.
    /// </exception>
    public async Task<Stack> GetStackAsync(CancellationToken cancellationToken) =>
        await LoadStackAsync(cancellationToken) is var (found, chosen) && found is not null
            ? found
            : throw Lost("stack", chosen!);

    /// <summary>The active stack of the active workspace, to show which one it is; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: the active workspace no longer exists.</exception>
    public async Task<Stack?> FindStackAsync(CancellationToken cancellationToken)
    {
        var (found, chosen) = await LoadStackAsync(cancellationToken);
        return found ?? WarnOfLost<Stack>("stack", chosen!);
    }

    public void SetStack(Stack chosen) =>
        settings.Change(current => current.WithStack(chosen.Workspace.Id, new ActiveChoice(chosen.Id.Value, chosen.Name)));

    /// <summary>Whether a stack is the chosen one of its workspace, answered from the settings alone. No choice means the default stack,
    /// which cannot be deleted.</summary>
    public bool IsChosen(Id<Workspace> home, Id<Stack> stack) => settings.Read().FindStack(home)?.Id == stack.Value;

    /// <summary>Warns of attributes that the service set apart for encryption, which says that the flavor calls them sensitive.</summary>
    public void WarnOfPlainText(Component component, ConfigurationMap given)
    {
        foreach (var attribute in given.Keys)
        {
            if (!component.Configuration.TryGetValue(attribute, out var value) || !value.HoldsSensitive())
            {
                continue;
            }

            var holder = MessageText.Of($"The attribute '{attribute}' of the {component.Type.Words()} '{component.Name}' holds");
            Options.Warn(value.Leaves().Any(leaf => leaf is ConfigurationSensitive { Shown: SensitiveString.Mask })
                ? $"{holder} plain text. It is stored encrypted; a secret reference such as {{{{secret.key}}}} keeps it in one place."
                : $"{holder} an address with a password. It is stored encrypted; a secret reference to the whole address keeps it "
                    + "in one place.");
        }
    }

    public ValueTask DisposeAsync() => parent is null ? Door.DisposeAsync() : ValueTask.CompletedTask;

    private async ValueTask<(Workspace? Found, ActiveChoice? Chosen)> LoadWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (parent is not null)
        {
            return await parent.LoadWorkspaceAsync(cancellationToken);
        }

        if (workspace is { } known)
        {
            return (known, null);
        }

        var services = await OpenAsync(cancellationToken);
        var chosen = FindChosenWorkspace().Choice;
        workspace = await FindAsync<Workspace>(
            chosen, Workspace.DefaultName, text => services.Workspaces.FindAsync(text, LookupMode.Exact, cancellationToken));
        return (workspace, chosen);
    }

    /// <summary>The workspace that was chosen: the one that this client began with, else the one of the settings.</summary>
    private ChosenWorkspace FindChosenWorkspace() => parent is not null ? parent.FindChosenWorkspace()
        : workspace is { } known ? new ChosenWorkspace(new ActiveChoice(known.Id.Value, known.Name))
        : kept ?? new ChosenWorkspace(settings.Read().FindWorkspace(Server));

    /// <summary>Keeps a workspace in which something was read, whatever other processes make active meanwhile.</summary>
    private void KeepChosenWorkspace(ChosenWorkspace chosen)
    {
        if (parent is not null)
        {
            parent.KeepChosenWorkspace(chosen);
        }
        else
        {
            kept ??= chosen;
        }
    }

    private async Task<(Stack? Found, ActiveChoice? Chosen)> LoadStackAsync(CancellationToken cancellationToken)
    {
        var home = await GetWorkspaceIdAsync(cancellationToken);
        var services = await OpenAsync(cancellationToken);
        var chosen = settings.Read().FindStack(home);
        var found = await FindAsync<Stack>(
            chosen, Stack.DefaultName, text => services.Stacks.FindAsync(home, text, LookupMode.Exact, cancellationToken));
        return (found, chosen);
    }

    /// <summary>Finds what was chosen, by its id alone, or the default where nothing was chosen.</summary>
    /// <returns>Null if what was chosen no longer exists.</returns>
    private static async Task<TResource?> FindAsync<TResource>(ActiveChoice? chosen, string defaultName, Func<string, Task<TResource>> find)
        where TResource : class, IResource
    {
        if (chosen is null)
        {
            return await find(defaultName);
        }

        try
        {
            // A lookup also finds names, and something else can be named like an id.
            return await find(chosen.Id.ToString("D")) is { } found && found.Uuid == chosen.Id ? found : null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    private static ZenException Lost(string kind, ActiveChoice chosen) => new(
        ErrorCode.NotFound,
        $"The active {kind} '{chosen.Name}' no longer exists, so nothing was read or changed. Choose another: zenml {kind} set NAME");

    private TResource? WarnOfLost<TResource>(string kind, ActiveChoice chosen)
        where TResource : class
    {
        if (reported.TryAdd(chosen.Id, true))
        {
            Options.Warn($"The active {kind} '{chosen.Name}' no longer exists. Choose another: zenml {kind} set NAME");
        }

        return null;
    }

    /// <param name="Choice">What was chosen; null for the default workspace.</param>
    private sealed record ChosenWorkspace(ActiveChoice? Choice);
}
