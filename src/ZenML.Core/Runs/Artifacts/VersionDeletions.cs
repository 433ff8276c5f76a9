using ZenML.Core.Auditing;
using ZenML.Core.Persistence;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Deletes many versions of artifacts.</summary>
internal static class VersionDeletions
{
    /// <summary>How many are deleted in one transaction: others should not wait long for it.</summary>
    public const int BatchSize = 500;

    /// <summary>Deletes versions, and records that with what is deleted with them.</summary>
    /// <param name="audit">The audit of artifact versions.</param>
    /// <param name="unit">The transaction.</param>
    /// <param name="versions">The versions, at most <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task DeleteAsync(
        AuditTrail audit, IUnitOfWork unit, IReadOnlyCollection<ArtifactVersion> versions, CancellationToken cancellationToken)
    {
        foreach (var version in versions)
        {
            await audit.AddDependentsAsync(unit, DependentOwner.ArtifactVersion, version.Id.Value, cancellationToken);
        }

        await unit.Tracking.ArtifactVersions.DeleteAsync([.. versions.Select(version => version.Id)], cancellationToken);
        await audit.AddAsync(unit, AuditAction.Delete, versions, cancellationToken);
    }
}
