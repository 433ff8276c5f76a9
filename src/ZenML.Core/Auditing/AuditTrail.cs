using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Auditing;

/// <summary>
/// Records what a service does, and checks that the caller has the role for it. Every change and every read of values goes
/// through it, so that no service can forget the audit log or the roles.
/// </summary>
/// <param name="caller">The caller.</param>
/// <param name="dependencies">The database and the log of reads.</param>
/// <param name="resourceType">The type of the resources in the audit log.</param>
public sealed class AuditTrail(Caller caller, ServiceDependencies dependencies, string resourceType)
{
    private const int DependentBatchSize = 500;

    /// <summary>The account that the records name.</summary>
    public Caller Caller => caller;

    /// <summary>
    /// Runs a change and records it in the same transaction. A change that the caller may not make is recorded as
    /// refused.
    /// </summary>
    /// <returns>The resource that was created, changed or deleted.</returns>
    public Task<TResource> ChangeAsync<TResource>(
        AuditAction action, Func<IUnitOfWork, CancellationToken, Task<TResource>> change, CancellationToken cancellationToken)
        where TResource : class, IResource =>
        ChangeAsync(action, change, changed => [changed], NothingAsync, cancellationToken);

    /// <summary>Runs a change of an existing resource, which the record of a refusal then names.</summary>
    /// <param name="action">The action.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="find">
    /// Finds the resource. Called only for a refusal: the record names the resource and not what the caller typed,
    /// which could be anything.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<TResource> ChangeAsync<TResource>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResource>> change,
        Func<IUnitOfWork, CancellationToken, Task<TResource>> find,
        CancellationToken cancellationToken)
        where TResource : class, IResource =>
        ChangeAsync(action, change, changed => [changed], async (unit, token) => await find(unit, token), cancellationToken);

    /// <summary>Runs a change of several resources, or one whose result is not the resource itself.</summary>
    public Task<TResult> ChangeAsync<TResult>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> change,
        Func<TResult, IEnumerable<IResource>> changed,
        CancellationToken cancellationToken) =>
        ChangeAsync(action, change, changed, NothingAsync, cancellationToken);

    /// <summary>The same, for both.</summary>
    public Task<TResult> ChangeAsync<TResult>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> change,
        Func<TResult, IEnumerable<IResource>> changed,
        Func<IUnitOfWork, CancellationToken, Task<IResource?>> find,
        CancellationToken cancellationToken) =>
        RecordRefusalsAsync(action, find, () => CommitAsync(action, change, changed, cancellationToken));

    /// <summary>
    /// Runs a change as one transaction and records it in the same. Refusals are recorded by <see cref="RecordRefusalsAsync"/>.
    /// </summary>
    public Task<TResult> CommitAsync<TResult>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> change,
        Func<TResult, IEnumerable<IResource>> changed,
        CancellationToken cancellationToken) =>
        dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                EnsureSomewhere(action);
                var result = await change(unit, token);
                await AddAsync(unit, action, changed(result), token);
                return result;
            },
            cancellationToken);

    /// <summary>Runs a change of any number of transactions. If the caller may not make it, that is recorded.</summary>
    public async Task<TResult> RecordRefusalsAsync<TResult>(
        AuditAction action, Func<IUnitOfWork, CancellationToken, Task<IResource?>> find, Func<Task<TResult>> change)
    {
        try
        {
            return await change();
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
        {
            // Recorded even if the caller has disconnected.
            await RecordRefusalAsync(action, find, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Reads values, and records the read before it returns them.</summary>
    /// <param name="read">Reads the values.</param>
    /// <param name="owners">The resources that the values belong to.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<TResult> ReadValuesAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> read,
        Func<TResult, IEnumerable<IResource>> owners,
        CancellationToken cancellationToken)
    {
        var result = await dependencies.Database.ReadAsync(read, cancellationToken);
        await RecordReadsAsync(owners(result), cancellationToken);
        return result;
    }

    /// <summary>Records that values were read. The caller returns them only after this.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the role of the caller does not open these values.</exception>
    public ValueTask RecordReadsAsync(IEnumerable<IResource> read, CancellationToken cancellationToken)
    {
        IResource[] resources = [.. read];
        return resources.All(resource => Allows(AuditAction.Read, resource.WorkspaceId))
            ? dependencies.Reads.RecordAsync([.. resources.Select(resource => Event(AuditAction.Read, resource))], cancellationToken)
            : throw RequiredRole.Refusal(caller, AuditAction.Read, resourceType, workspace: null);
    }

    /// <summary>Records changes within a transaction that something else began.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: one of them takes a higher role than the caller has.</exception>
    public async Task AddAsync(IUnitOfWork unit, AuditAction action, IEnumerable<IResource> changed, CancellationToken cancellationToken)
    {
        IResource[] resources = [.. changed];
        foreach (var resource in resources)
        {
            await EnsureAllowedAsync(unit, action, resource.WorkspaceId, cancellationToken);
        }

        await unit.Audit.AddAsync([.. resources.Select(resource => Event(action, resource))], cancellationToken);
    }

    /// <summary>Throws unless the caller has the role for a change in a workspace, where the record alone does not tell it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task EnsureAllowedAsync(
        IUnitOfWork unit, AuditAction action, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        if (!Allows(action, workspace))
        {
            var named = workspace is { } id ? await unit.Workspaces.FindByIdAsync(id.Value, cancellationToken) : null;
            throw RequiredRole.Refusal(caller, action, resourceType, named);
        }
    }

    /// <summary>Returns the workspace that a new resource will belong to.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task<Workspace> RequireWorkspaceAsync(IUnitOfWork unit, Id<Workspace> id, CancellationToken cancellationToken)
    {
        var workspace = await unit.Workspaces.RequireAsync(id, cancellationToken);
        await EnsureAllowedAsync(unit, AuditAction.Create, id, cancellationToken);
        return workspace;
    }

    /// <summary>Whether the caller has the role for a change in a workspace.</summary>
    public bool Allows(AuditAction action, Id<Workspace>? workspace) =>
        RequiredRole.Allows(caller, action, resourceType, workspace);

    /// <summary>Throws if the caller has the role for a change in no workspace, so that nothing needs to be looked for.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public void EnsureSomewhere(AuditAction action)
    {
        if (!RequiredRole.AllowsSomewhere(caller, action, resourceType))
        {
            throw RequiredRole.Refusal(caller, action, resourceType, workspace: null);
        }
    }

    /// <summary>
    /// Records the deletion of everything that is deleted with a resource, one record each. Call it before you delete
    /// the resource.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: something else takes a role that the caller lacks. Who may delete a workspace or an
    /// account may delete what belongs to it.
    /// </exception>
    public async Task AddDependentsAsync(IUnitOfWork unit, DependentOwner owner, Guid id, CancellationToken cancellationToken)
    {
        DependentRow? last = null;
        while (await unit.Dependents.ListAsync(owner, id, last, DependentBatchSize, cancellationToken) is { Count: > 0 } rows)
        {
            if (owner is not (DependentOwner.Workspace or DependentOwner.Account)
                && rows.Any(row => !RequiredRole.Allows(caller, AuditAction.Delete, row.ResourceType, row.WorkspaceId)))
            {
                throw new ZenException(
                    ErrorCode.NotAllowed,
                    "This also deletes records in workspaces where you lack the role editor. Ask an administrator.");
            }

            var now = dependencies.Clock.GetMicrosecondUtcNow();
            await unit.Audit.AddAsync(
                [.. rows.Select(row => AuditEvent.Of(caller, now, AuditAction.Delete, row.ResourceType, row))], cancellationToken);
            last = rows[^1];
        }
    }

    private AuditEvent Event(AuditAction action, IResource? resource, AuditOutcome outcome = AuditOutcome.Success) =>
        AuditEvent.Of(caller, dependencies.Clock.GetMicrosecondUtcNow(), action, resourceType, resource, outcome);

    private static Task<IResource?> NothingAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        Task.FromResult<IResource?>(null);

    private async Task RecordRefusalAsync(
        AuditAction action, Func<IUnitOfWork, CancellationToken, Task<IResource?>> find, CancellationToken cancellationToken) =>
        await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var resource = await FindAsync(unit, find, token);
                await unit.Audit.AddAsync([Event(action, resource, AuditOutcome.Refused)], token);
                return true;
            },
            cancellationToken);

    private static async Task<IResource?> FindAsync(
        IUnitOfWork unit, Func<IUnitOfWork, CancellationToken, Task<IResource?>> find, CancellationToken cancellationToken)
    {
        try
        {
            return await find(unit, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.NotFound or ErrorCode.Ambiguous)
        {
            // The caller was refused before the service looked for the resource.
            return null;
        }
    }
}
