using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Client;

/// <summary>Manages the stacks of the active workspace, and which of them is active on this machine.</summary>
public class StacksClient : ResourceClient
{
    internal StacksClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected StacksClient()
        : base(null)
    {
    }

    /// <summary>
    /// The option or environment variable that names the active stack, whatever <see cref="SetActive"/> stores; null if there is none.
    /// </summary>
    public virtual string? ActiveOverride => Session.Options.FindStackSelection()?.Source;

    /// <summary>Whether <see cref="ActiveOverride"/> names the stack that every workspace has.</summary>
    internal bool IsDefaultActive => Session.Options.FindStackSelection()?.Choice is { IsByName: true, Name: Stack.DefaultName };

    /// <summary>Registers a stack in the active workspace.</summary>
    /// <exception cref="ZenException">
    /// The name is taken, an orchestrator or artifact store is missing, or two components have the same type.
    /// </exception>
    public virtual Task<Stack> RegisterAsync(
        string name, IReadOnlyCollection<Component> components, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(components);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.Stacks.RegisterAsync(
                new NewStack(workspace, name, [.. components.Select(component => component.Id)]), cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Registers a stack in the active workspace together with those of its components that do not exist yet: all of it, or nothing.
    /// </summary>
    /// <remarks>
    /// An identical component that is already registered is reused. A server takes components and stacks one by one: there, what was
    /// created before a failure is deleted again, and the message says what could not be deleted.
    /// </remarks>
    /// <exception cref="ZenException">
    /// As in <see cref="RegisterAsync"/> and <see cref="ComponentsClient.RegisterAsync"/>, or a different component has the same name.
    /// </exception>
    public virtual async Task<ImportedStack> ImportAsync(StackDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        var imported = await Session.CallInWorkspaceAsync(
            (services, workspace) => services.Stacks.ImportAsync(
                new StackImport(workspace, description.Name, NewComponents(workspace, description)), cancellationToken),
            cancellationToken);
        foreach (var registered in imported.Registered)
        {
            var given = description.Components.First(component => component.Type == registered.Type);
            Session.WarnOfPlainText(registered, given.Configuration);
        }

        return imported;
    }

    /// <summary>Registers a stack with the same components under another name.</summary>
    /// <exception cref="ZenException">There is no such stack, more than one matches, or the name is taken.</exception>
    public virtual async Task<Stack> CopyAsync(
        string nameOrId, string newName, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var original = await GetAsync(nameOrId, mode, cancellationToken);
        return await RegisterAsync(newName, original.Components, cancellationToken);
    }

    /// <summary>Returns a stack, by name or id.</summary>
    /// <exception cref="ZenException">There is no such stack, or more than one matches.</exception>
    public virtual Task<Stack> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.Stacks.FindAsync(workspace, nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns the active stack of the active workspace; the default one if none was chosen.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it or the workspace no longer exists. The local settings cannot be read.
    /// </exception>
    public virtual Task<Stack> GetActiveAsync(CancellationToken cancellationToken = default) => Session.GetStackAsync(cancellationToken);

    /// <summary>Returns the active stack as <see cref="GetActiveAsync"/> does; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: the active workspace no longer exists. The local settings cannot be read.
    /// </exception>
    public virtual Task<Stack?> FindActiveAsync(CancellationToken cancellationToken = default) => Session.FindStackAsync(cancellationToken);

    /// <summary>Makes a stack the active one of its workspace on this machine.</summary>
    /// <exception cref="ZenException">The local settings cannot be written.</exception>
    public virtual void SetActive(Stack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Session.SetStack(stack);
    }

    /// <summary>Makes a stack, by name or id, the active one of the active workspace on this machine.</summary>
    /// <exception cref="ZenException">There is no such stack, more than one matches, or the local settings cannot be written.</exception>
    public virtual async Task<Stack> SetActiveAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var stack = await GetAsync(nameOrId, mode, cancellationToken);
        SetActive(stack);
        return stack;
    }

    /// <summary>Returns one page of the stacks that match, in the active workspace unless the query names another.</summary>
    /// <exception cref="ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<Stack>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.ListInWorkspaceAsync(
            query, (services, confined) => services.Stacks.ListAsync(confined, cancellationToken), cancellationToken);

    /// <summary>Returns all stacks that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<Stack> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a stack.</summary>
    /// <exception cref="ZenException">As in <see cref="RegisterAsync"/>, or it is the default stack.</exception>
    public virtual Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Session.CallAsync(services => services.Stacks.UpdateAsync(id, update, cancellationToken), cancellationToken);
    }

    /// <summary>Changes a stack, by name or id.</summary>
    /// <exception cref="ZenException">
    /// As in <see cref="RegisterAsync"/>, or it is the default stack, there is none, or more than one matches.
    /// </exception>
    public virtual async Task<Stack> UpdateAsync(
        string nameOrId, StackUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var stack = await GetAsync(nameOrId, mode, cancellationToken);
        return await UpdateAsync(stack.Id, update, cancellationToken);
    }

    /// <summary>Deletes a stack, by name or id.</summary>
    /// <param name="nameOrId">The stack.</param>
    /// <param name="withComponents">Whether to delete its components too, except default ones and those that other stacks use.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Cancels the operation until it is committed.</param>
    /// <returns>The components that were deleted.</returns>
    /// <exception cref="ZenException">There is no such stack, more than one matches, or it is the default or the active one.</exception>
    public virtual async Task<IReadOnlyList<Component>> DeleteAsync(
        string nameOrId,
        bool withComponents = false,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        var stack = await GetAsync(nameOrId, mode, cancellationToken);
        // The default stack can never be deleted, so do not ask for another active one first.
        if (!stack.IsDefault && Session.IsChosen(stack))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"The stack '{stack.Name}' is active. Make another one active first: zenml stack set NAME");
        }

        return await Session.CallAsync(
            services => services.Stacks.DeleteAsync(stack.Id, withComponents, cancellationToken), cancellationToken);
    }

    /// <summary>Checks whether all secret references of a stack's components resolve. Reads no value; one round trip.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="level">How thoroughly to check; the default comes from the options or the environment.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ZenException">The environment names an unknown level.</exception>
    public virtual Task<StackValidation> ValidateAsync(
        Stack stack, SecretValidationLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return StackValidation.OfAsync(Session, stack, [], level ?? Session.Options.FindValidationLevel(), cancellationToken);
    }

    /// <summary>
    /// Finds a stack and says whether all secret references of its components would resolve. Reads no value; one request to a server of
    /// this project.
    /// </summary>
    /// <param name="nameOrId">The stack; null for the active one.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="level">How thoroughly; null for what the options or the environment say.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What is missing. The components of its stack may lack their configurations.</returns>
    /// <exception cref="ZenException">
    /// There is no such stack, or more than one fits; the active stack or workspace no longer exists; the environment names a level that
    /// does not exist.
    /// </exception>
    public virtual Task<StackValidation> FindAndValidateAsync(
        string? nameOrId, LookupMode mode = LookupMode.Exact, SecretValidationLevel? level = null,
        CancellationToken cancellationToken = default)
    {
        var chosen = level ?? Session.Options.FindValidationLevel();
        var named = nameOrId ?? Session.Options.FindStackSelection()?.Choice?.Key;
        return Session.ReadInWorkspaceAsync(
            async (reads, workspace) =>
            {
                var settings = Session.ReadSettings();
                var validation = await reads.ValidateStackAsync(
                    workspace, named, settings.FindStacks(Session.Server, workspace), nameOrId is null ? LookupMode.Exact : mode, chosen,
                    cancellationToken);
                var active = named is null ? settings.FindStack(validation.Stack.Workspace.Id) : null;

                // A choice at another address of the server was not sent. Not found: it is looked up step by step.
                return active is null || active.Id == validation.Stack.Id.Value
                    ? validation
                    : throw new ZenException(ErrorCode.NotFound, $"The active stack '{active.Name}' was not checked.");
            },
            async (_, _) => await StackValidation.OfAsync(
                Session,
                nameOrId is null ? await GetActiveAsync(cancellationToken) : await GetAsync(nameOrId, mode, cancellationToken),
                [], chosen, cancellationToken),
            cancellationToken);
    }

    private static NewComponent[] NewComponents(Id<Core.Workspaces.Workspace> workspace, StackDescription description) =>
    [
        .. description.Components.Select(component =>
            new NewComponent(workspace, component.Type, component.Name, component.Flavor, component.Configuration)
            {
                Labels = component.Labels,
            }),
    ];
}
