using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Client;

/// <summary>Stacks of the active workspace, and which of them is active on this machine.</summary>
public sealed class StacksClient
{
    private readonly ClientSession session;

    internal StacksClient(ClientSession session) => this.session = session;

    /// <summary>Registers a stack in the active workspace.</summary>
    /// <exception cref="ZenException">The name is taken, an orchestrator or artifact store is missing, or two components have one
    /// type.</exception>
    public async Task<Stack> RegisterAsync(string name, IReadOnlyCollection<Component> components, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(components);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        var stack = new NewStack(home, name, [.. components.Select(component => component.Id)]);
        return await (await session.OpenAsync(cancellationToken)).Stacks.RegisterAsync(stack, cancellationToken);
    }

    /// <summary>Registers a stack in the active workspace together with those of its components that are not there yet: all of it, or
    /// nothing.</summary>
    /// <remarks>
    /// A component that is already registered just like that is used as it is. A server takes components and stacks one by one: what was
    /// made before a failure is deleted
    /// again there, and the message says what could not be.
    /// </remarks>
    /// <exception cref="ZenException">As in <see cref="RegisterAsync"/> and <see cref="ComponentsClient.RegisterAsync"/>; also if another
    /// component has the name of one.</exception>
    public async Task<ImportedStack> ImportAsync(StackDescription description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        var components = description.Components
            .Select(component => new NewComponent(home, component.Type, component.Name, component.Flavor, component.Configuration) { Labels = component.Labels }).ToArray();
        var imported = await (await session.OpenAsync(cancellationToken)).Stacks.ImportAsync(new StackImport(home, description.Name, components), cancellationToken);
        foreach (var registered in imported.Registered)
        {
            session.WarnOfPlainText(registered, components.First(component => component.Type == registered.Type).Configuration);
        }

        return imported;
    }

    /// <summary>Registers a stack with the same components under another name.</summary>
    /// <exception cref="ZenException">There is no such stack, more than one fits, or the name is taken.</exception>
    public async Task<Stack> CopyAsync(
        string nameOrId, string newName, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var original = await GetAsync(nameOrId, mode, cancellationToken);
        return await RegisterAsync(newName, original.Components, cancellationToken);
    }

    /// <summary>A stack, by name or id.</summary>
    /// <exception cref="ZenException">There is none, or more than one fits.</exception>
    public async Task<Stack> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        return await (await session.OpenAsync(cancellationToken)).Stacks.FindAsync(home, nameOrId, mode, cancellationToken);
    }

    /// <summary>The active stack of the active workspace; the default one if none was chosen.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it or the workspace no longer exists. The local settings cannot be read.
    /// </exception>
    public Task<Stack> GetActiveAsync(CancellationToken cancellationToken = default) => session.GetStackAsync(cancellationToken);

    /// <summary>The active stack, as <see cref="GetActiveAsync"/>; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: the active workspace no longer exists. The local settings cannot be read.
    /// </exception>
    public Task<Stack?> FindActiveAsync(CancellationToken cancellationToken = default) => session.FindStackAsync(cancellationToken);

    /// <summary>Makes a stack the active one of its workspace on this machine.</summary>
    /// <exception cref="ZenException">The local settings cannot be written.</exception>
    public void SetActive(Stack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        session.SetStack(stack);
    }

    /// <summary>Makes a stack the active one of the active workspace on this machine.</summary>
    /// <exception cref="ZenException">There is none, more than one fits, or the local settings cannot be written.</exception>
    public async Task<Stack> SetActiveAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var stack = await GetAsync(nameOrId, mode, cancellationToken);
        session.SetStack(stack);
        return stack;
    }

    /// <summary>One page of the stacks that fit, in the active workspace unless the query names another.</summary>
    /// <exception cref="ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<Stack>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Stacks.ListAsync(
            await ListQueries.ConfineAsync(query, session, cancellationToken), cancellationToken);

    /// <summary>All stacks that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<Stack> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a stack.</summary>
    /// <exception cref="ZenException">As in <see cref="RegisterAsync"/>; also for the default stack.</exception>
    public async Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return await (await session.OpenAsync(cancellationToken)).Stacks.UpdateAsync(id, update, cancellationToken);
    }

    /// <summary>Changes a stack, by name or id.</summary>
    /// <exception cref="ZenException">As in <see cref="RegisterAsync"/>; also for the default stack, and if none or more than one
    /// fits.</exception>
    public async Task<Stack> UpdateAsync(
        string nameOrId, StackUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await UpdateAsync((await GetAsync(nameOrId, mode, cancellationToken)).Id, update, cancellationToken);

    /// <summary>Deletes a stack, by name or id.</summary>
    /// <param name="nameOrId">The stack.</param>
    /// <param name="withComponents">Whether components that no other stack uses are deleted with it, the default ones excepted.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="cancellationToken">Ends the operation before it is committed.</param>
    /// <returns>The components that were deleted.</returns>
    /// <exception cref="ZenException">There is none, more than one fits, or it is the default stack or the active one.</exception>
    public async Task<IReadOnlyList<Component>> DeleteAsync(
        string nameOrId, bool withComponents = false, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var stack = await GetAsync(nameOrId, mode, cancellationToken);
        return session.IsChosen(stack.Workspace.Id, stack.Id)
            ? throw new ZenException(ErrorCode.NotAllowed, $"The stack '{stack.Name}' is active. Make another one active first: zenml stack set NAME")
            : await (await session.OpenAsync(cancellationToken)).Stacks.DeleteAsync(stack.Id, withComponents, cancellationToken);
    }

    /// <summary>Says whether all secret references of a stack's components would resolve. Reads no value; one round trip, whatever their
    /// number.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="level">How thoroughly; without it, as the options or the environment say.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="ZenException">The environment names a level that there is not.</exception>
    public Task<StackValidation> ValidateAsync(Stack stack, SecretValidationLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return StackValidation.OfAsync(session, stack, [], level ?? session.Options.FindValidationLevel(), cancellationToken);
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
    public Task<StackValidation> FindAndValidateAsync(
        string? nameOrId, LookupMode mode = LookupMode.Exact, SecretValidationLevel? level = null,
        CancellationToken cancellationToken = default)
    {
        var chosen = level ?? session.Options.FindValidationLevel();
        return session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ValidateStackAsync(
                workspace, nameOrId, session.ReadActiveStacks(), mode, chosen, cancellationToken),
            async (_, _) => await StackValidation.OfAsync(
                session,
                nameOrId is null ? await GetActiveAsync(cancellationToken) : await GetAsync(nameOrId, mode, cancellationToken),
                [], chosen, cancellationToken),
            cancellationToken);
    }
}
