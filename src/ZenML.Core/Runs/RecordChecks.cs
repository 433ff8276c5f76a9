using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>Checks that the services of runs share.</summary>
internal static class RecordChecks
{
    /// <summary>Rejects a record that a client makes for another account.</summary>
    /// <param name="caller">Who makes the record.</param>
    /// <param name="user">The owner that the client names; null for the caller.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.</exception>
    public static void EnsureOwn(Caller caller, Id<User>? user)
    {
        if (user is { } owner && owner != caller.UserId)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                "You can create records only for your own account. Set `user` to the id of the account that is logged in.");
        }
    }

    /// <summary>Returns the workspace that a record will belong to.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    public static async Task<ResourceReference<Workspace>> RequireWorkspaceAsync(
        AuditTrail audit, IUnitOfWork unit, Id<Workspace> id, CancellationToken cancellationToken)
    {
        var workspace = await audit.RequireWorkspaceAsync(unit, id, cancellationToken);
        return new(workspace.Id, workspace.Name);
    }

    /// <summary>The error for a resource that does not exist.</summary>
    public static ZenException NotFound<TResource>(string noun, Id<TResource> id) =>
        new(ErrorCode.NotFound, $"There is no {noun} with the id {id}.");

    /// <summary>Returns the resource with an id, or else the one with a name, which may look like an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public static async Task<TResource> FindAsync<TResource>(
        string noun, string nameOrId, Func<Id<TResource>, Task<TResource?>> findById, Func<string, Task<TResource?>> findByName)
        where TResource : class
    {
        var isId = Id<TResource>.TryParse(nameOrId, out var id);
        return (isId ? await findById(id) : null)
            ?? await findByName(nameOrId)
            ?? throw (isId ? NotFound(noun, id) : new ZenException(ErrorCode.NotFound, $"There is no {noun} named '{nameOrId}'."));
    }

    /// <summary>Rejects a step that refers to artifact versions that do not exist.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, with one line for each of them.</exception>
    public static async Task EnsureArtifactsExistAsync(
        IUnitOfWork unit, IEnumerable<KeyValuePair<string, Id<ArtifactVersion>>> artifacts, CancellationToken cancellationToken)
    {
        var named = artifacts.ToArray();
        var ids = named.Select(artifact => artifact.Value).Distinct().ToArray();
        var existing = await unit.Tracking.ArtifactVersions.FindExistingAsync(ids, cancellationToken);
        var missing = named.Where(artifact => !existing.Contains(artifact.Value)).ToArray();
        if (missing.Length > 0)
        {
            var lines = missing.Select(artifact =>
                MessageText.Of($"There is no artifact version with the id {artifact.Value} for '{artifact.Key}'."));
            throw new ZenException(ErrorCode.NotFound, string.Join(Environment.NewLine, lines));
        }
    }
}
