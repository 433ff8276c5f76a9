using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing;

/// <summary>The one seam between services and the audit: changes go through it to the database, and reads of values through it out of the
/// database.</summary>
/// <param name="caller">Who acts.</param>
/// <param name="parts">The database, and where reads are recorded.</param>
/// <param name="resourceType">What the service is about, as the audit calls it.</param>
public sealed class AuditTrail(Caller caller, ServiceDependencies parts, string resourceType)
{
    private const int DependentsAtOnce = 500;

    /// <summary>Runs a change as one transaction and records it in the same. What the caller may not do is recorded too.</summary>
    /// <returns>What the change returns: the thing that it made, changed or deleted.</returns>
    public Task<TResource> ChangeAsync<TResource>(
        AuditAction action, Func<IUnitOfWork, CancellationToken, Task<TResource>> change, CancellationToken cancellationToken)
        where TResource : class, IResource =>
        ChangeAsync(action, change, changed => [changed], NothingAsync, cancellationToken);

    /// <summary>The same for a change of something that is there, which the record of a refusal then names.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="change">Does it.</param>
    /// <param name="find">Finds what it is to be done to. Only called for a refusal: what the caller typed is not recorded, for it can be
    /// anything, but what it names.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public Task<TResource> ChangeAsync<TResource>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResource>> change,
        Func<IUnitOfWork, CancellationToken, Task<TResource>> find,
        CancellationToken cancellationToken)
        where TResource : class, IResource =>
        ChangeAsync(action, change, changed => [changed], async (unit, token) => await find(unit, token), cancellationToken);

    /// <summary>The same for a change that concerns several things, or whose result is not the thing itself.</summary>
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

    /// <summary>Runs a change as one transaction and records it in the same. Refusals are recorded by <see cref="RecordRefusalsAsync"/>.</summary>
    public Task<TResult> CommitAsync<TResult>(
        AuditAction action,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> change,
        Func<TResult, IEnumerable<IResource>> changed,
        CancellationToken cancellationToken) =>
        parts.Database.WriteAsync(
            async (unit, token) =>
            {
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
            // Also if whoever was refused hung up.
            await RecordRefusalAsync(action, find, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Reads values, and records that before they are given out.</summary>
    /// <param name="read">Reads the values.</param>
    /// <param name="whose">Whose values they are.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<TResult> ReadValuesAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> read, Func<TResult, IEnumerable<IResource>> whose, CancellationToken cancellationToken)
    {
        var result = await parts.Database.ReadAsync(read, cancellationToken);
        await RecordReadsAsync(whose(result), cancellationToken);
        return result;
    }

    /// <summary>Records that values were read. The caller returns them only after this.</summary>
    public ValueTask RecordReadsAsync(IEnumerable<IResource> read, CancellationToken cancellationToken) =>
        parts.Reads.RecordAsync([.. read.Select(resource => Event(AuditAction.Read, resource))], cancellationToken);

    /// <summary>Records changes within a transaction that something else began.</summary>
    public Task AddAsync(IUnitOfWork unit, AuditAction action, IEnumerable<IResource> changed, CancellationToken cancellationToken) =>
        unit.Audit.AddAsync([.. changed.Select(resource => Event(action, resource))], cancellationToken);

    /// <summary>
    /// Records that all that belongs to a resource is deleted with it, each by a record of its own. Called before it is
    /// deleted.
    /// </summary>
    public async Task AddDependentsAsync(IUnitOfWork unit, DependentOwner owner, Guid id, CancellationToken cancellationToken)
    {
        DependentRow? last = null;
        while (await unit.Dependents.ListAsync(owner, id, last, DependentsAtOnce, cancellationToken) is { Count: > 0 } rows)
        {
            var now = parts.Clock.GetMicrosecondUtcNow();
            await unit.Audit.AddAsync(
                [.. rows.Select(row => AuditEvent.Of(caller, now, AuditAction.Delete, row.ResourceType, row))], cancellationToken);
            last = rows[^1];
        }
    }

    private AuditEvent Event(AuditAction action, IResource? resource, AuditOutcome outcome = AuditOutcome.Success) =>
        AuditEvent.Of(caller, parts.Clock.GetMicrosecondUtcNow(), action, resourceType, resource, outcome);

    private static Task<IResource?> NothingAsync(IUnitOfWork unit, CancellationToken cancellationToken) => Task.FromResult<IResource?>(null);

    private Task RecordRefusalAsync(
        AuditAction action, Func<IUnitOfWork, CancellationToken, Task<IResource?>> find, CancellationToken cancellationToken) => parts.Database.WriteAsync(
        async (unit, token) => await unit.Audit.AddAsync([Event(action, await FindAsync(unit, find, token), AuditOutcome.Refused)], token), cancellationToken);

    private static async Task<IResource?> FindAsync(
        IUnitOfWork unit, Func<IUnitOfWork, CancellationToken, Task<IResource?>> find, CancellationToken cancellationToken)
    {
        try
        {
            return await find(unit, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.NotFound or ErrorCode.Ambiguous)
        {
            // The caller was refused before anybody looked whether there is such a thing.
            return null;
        }
    }
}
