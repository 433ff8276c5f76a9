using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Rules that all tracked things share.</summary>
internal static class TrackingRules
{
    /// <summary>Nobody records anything in the name of someone else.</summary>
    public static void EnsureOwn(Caller caller, Id<User> user)
    {
        if (user != caller.UserId)
        {
            throw new ZenException(ErrorCode.NotAllowed, "Records of runs can only be made for one's own account. Name the account that is logged in.");
        }
    }

    /// <summary>The workspace that something is to belong to.</summary>
    public static async Task<ResourceReference<Workspace>> RequireWorkspaceAsync(IUnitOfWork unit, Id<Workspace> id, CancellationToken cancellationToken)
    {
        var workspace = await unit.Workspaces.RequireAsync(id, cancellationToken);
        return new(workspace.Id, workspace.Name);
    }

    /// <summary>What is not there.</summary>
    public static ZenException NotFound<TResource>(string noun, Id<TResource> id) => new(ErrorCode.NotFound, $"There is no {noun} with the id {id}.");

    /// <summary>Makes sure that artifact versions are there before a step refers to them.</summary>
    public static async Task EnsureArtifactsExistAsync(
        IUnitOfWork unit, IEnumerable<KeyValuePair<string, Id<ArtifactVersion>>> artifacts, CancellationToken cancellationToken)
    {
        var named = artifacts.ToArray();
        var existing = await unit.Tracking.ArtifactVersions.FindExistingAsync([.. named.Select(artifact => artifact.Value).Distinct()], cancellationToken);
        var missing = named.Where(artifact => !existing.Contains(artifact.Value)).ToArray();
        if (missing.Length > 0)
        {
            throw new ZenException(ErrorCode.NotFound, string.Join(Environment.NewLine,
                missing.Select(artifact =>
                    MessageText.Of($"There is no artifact version with the id {artifact.Value}, which '{artifact.Key}' is said to be."))));
        }
    }
}
