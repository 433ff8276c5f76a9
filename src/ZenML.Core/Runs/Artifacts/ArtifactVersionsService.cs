using System.Globalization;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Records versions of artifacts in a database.</summary>
public sealed class ArtifactVersionsService(Caller caller, ServiceDependencies dependencies) : IArtifactVersionsService
{
    // The folder of a step, and what clients have within it.
    private const int MaximumFolders = 3;

    private readonly AuditTrail audit = new(caller, dependencies, "artifact_version");

    private readonly AuditTrail artifactAudit = new(caller, dependencies, "artifact");

    /// <inheritdoc />
    public Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        RecordNames.EnsureTags(version.Tags);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, version.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, version.Workspace, token);
                var artifact = await unit.Tracking.Artifacts.FindByIdAsync(version.Artifact, token)
                    ?? throw RecordChecks.NotFound("artifact", version.Artifact);
                var name = await ChooseNameAsync(unit, artifact, version.Version, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new ArtifactVersion
                {
                    Id = Id<ArtifactVersion>.New(),
                    Artifact = artifact,
                    Version = name,
                    HasCustomName = version.HasCustomName,
                    Type = version.Type,
                    ArtifactStore = version.ArtifactStore,
                    Uri = version.Uri,
                    Materializer = version.Materializer,
                    DataType = version.DataType,
                    Visualizations =
                    [
                        .. version.Visualizations.Select(visualization =>
                            new ArtifactVisualization(Id<ArtifactVisualization>.New(), visualization.Type, visualization.Uri)),
                    ],
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.ArtifactVersions.AddAsync(created, token);
                await unit.Tracking.Tags.AttachAsync(created.Id.Value, version.Tags, now, token);
                return await ReadAsync(unit, created.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<ArtifactVersion>> ListAsync(ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.ArtifactVersions);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
                (await unit.Tracking.ArtifactVersions.ListAsync(parsed, onlyUnused, withDetails, token)).EnsureInRange(),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ArtifactVersion> UpdateTagsAsync(
        Id<ArtifactVersion> id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken)
    {
        RecordNames.EnsureTags(add);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var version = await ReadAsync(unit, id, token);
                var now = dependencies.Clock.GetTimeOfChange(version.Updated);
                await unit.Tracking.ArtifactVersions.UpdateAsync(version with { Updated = now }, token);
                await unit.Tracking.Tags.AttachAsync(id.Value, add, now, token);
                await unit.Tracking.Tags.DetachAsync(id.Value, remove, token);
                return await ReadAsync(unit, id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var version = await ReadAsync(unit, id, token);
            await audit.AddDependentsAsync(unit, DependentOwner.ArtifactVersion, id.Value, token);
            await unit.Tracking.ArtifactVersions.DeleteAsync([id], token);
            return version;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteUnusedAsync(bool keepArtifacts, CancellationToken cancellationToken) => audit.RecordRefusalsAsync(
        AuditAction.Delete,
        (_, _) => Task.FromResult<IResource?>(null),
        async () =>
        {
            audit.EnsureSomewhere(AuditAction.Delete);
            await DeleteUnusedInStepsAsync(keepArtifacts, cancellationToken);
            return true;
        });

    private Task DeleteUnusedInStepsAsync(bool keepArtifacts, CancellationToken cancellationToken) =>
        dependencies.Database.WriteInStepsAsync<IResource>(
            async (unit, last, token) =>
            {
                // Artifacts come after all versions.
                var next = last is Artifact ? null : await DeleteUnusedVersionsAsync(unit, last as ArtifactVersion, token);
                return next ?? (keepArtifacts ? null : await DeleteArtifactsWithoutVersionsAsync(unit, token));
            },
            cancellationToken);

    /// <remarks>
    /// Clients number a new version after those that they see. If the number is in use in a workspace that does not exist for the
    /// caller, the version gets the next free one.
    /// </remarks>
    private static async Task<string> ChooseNameAsync(
        IUnitOfWork unit, Artifact artifact, string wanted, CancellationToken cancellationToken)
    {
        if (!await unit.Whole.Tracking.ArtifactVersions.ExistsAsync(artifact.Id, wanted, cancellationToken))
        {
            return wanted;
        }

        if (await unit.Tracking.ArtifactVersions.ExistsAsync(artifact.Id, wanted, cancellationToken)
            || !wanted.All(char.IsAsciiDigit))
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"The artifact '{artifact.Name}' already has the version '{wanted}'.");
        }

        var highest = await unit.Whole.Tracking.ArtifactVersions.GetHighestNumberAsync(artifact.Id, cancellationToken);
        return (highest + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <returns>The last one, if there may be more.</returns>
    private async Task<IResource?> DeleteUnusedVersionsAsync(
        IUnitOfWork unit, ArtifactVersion? after, CancellationToken cancellationToken)
    {
        var unused = await unit.Tracking.ArtifactVersions.ListUnusedAsync(after, VersionDeletions.BatchSize, cancellationToken);
        var unfinished = await unit.Tracking.Steps.FindUnfinishedAsync(
            [.. unused.SelectMany(StepsInLocation).Distinct()], cancellationToken);
        var deletable = unused.Where(version =>
            audit.Allows(AuditAction.Delete, version.Workspace.Id) && !StepsInLocation(version).Any(unfinished.Contains));
        await VersionDeletions.DeleteAsync(audit, unit, [.. deletable], cancellationToken);
        return unused.Count == VersionDeletions.BatchSize ? unused[^1] : null;
    }

    /// <returns>The last one, if there may be more.</returns>
    private async Task<IResource?> DeleteArtifactsWithoutVersionsAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        // An artifact whose versions do not exist for the caller is not empty.
        var empty = await unit.Whole.Tracking.Artifacts.ListWithoutVersionsAsync(VersionDeletions.BatchSize, cancellationToken);
        await artifactAudit.AddAsync(unit, AuditAction.Delete, empty, cancellationToken);
        foreach (var artifact in empty)
        {
            await unit.Tracking.Artifacts.DeleteAsync(artifact.Id, cancellationToken);
        }

        return empty.Count == VersionDeletions.BatchSize ? empty[^1] : null;
    }

    /// <remarks>
    /// Clients write an output to a folder that is named after its step, record it, and report it as an output when the step ends.
    /// </remarks>
    private static IEnumerable<Id<StepRun>> StepsInLocation(ArtifactVersion version)
    {
        foreach (var folder in version.Uri.Split('/', '\\').TakeLast(MaximumFolders))
        {
            if (Id<StepRun>.TryParse(folder, out var step))
            {
                yield return step;
            }
        }
    }

    private static async Task<ArtifactVersion> ReadAsync(IUnitOfWork unit, Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        await unit.Tracking.ArtifactVersions.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("artifact version", id);
}
