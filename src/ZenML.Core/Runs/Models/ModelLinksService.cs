using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Models;

/// <summary>Records links of artifact versions and runs to versions of models in a database.</summary>
public sealed class ModelLinksService(Caller caller, ServiceDependencies dependencies) : IModelLinksService
{
    // Each response with the version has all of them.
    private const int MaximumLinks = 100_000;

    private readonly AuditTrail artifactAudit = new(caller, dependencies, "model_version_artifact");

    private readonly AuditTrail runAudit = new(caller, dependencies, "model_version_pipeline_run");

    private readonly AuditTrail versionAudit = new(caller, dependencies, "artifact_version");

    /// <inheritdoc />
    public Task<MadeLink<ModelArtifactLink>> LinkAsync(NewModelArtifactLink link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        return artifactAudit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await EnsureCanLinkAsync(artifactAudit, unit, link, token);
                var artifact = await unit.Tracking.ArtifactVersions.FindByIdAsync(link.ArtifactVersion, token)
                    ?? throw RecordChecks.NotFound("artifact version", link.ArtifactVersion);
                if (await unit.Tracking.ModelLinks.FindAsync(link.ModelVersion, link.ArtifactVersion, token) is { } existing)
                {
                    return new MadeLink<ModelArtifactLink>(existing, IsNew: false);
                }

                EnsureRoom(await unit.Tracking.ModelLinks.CountArtifactLinksAsync(link.ModelVersion, token));
                var created = new ModelArtifactLink
                {
                    Id = Id<ModelArtifactLink>.New(),
                    Model = link.Model,
                    ModelVersion = link.ModelVersion,
                    ArtifactVersion = artifact,
                    Kind = link.Kind,
                    Workspace = link.Workspace,
                    User = caller.UserId,
                    Created = dependencies.Clock.GetMicrosecondUtcNow(),
                };
                await unit.Tracking.ModelLinks.AddAsync(created, token);
                return new(created, IsNew: true);
            },
            made => made.IsNew ? [made.Link] : [],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<MadeLink<ModelRunLink>> LinkAsync(NewModelRunLink link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        return runAudit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await EnsureCanLinkAsync(runAudit, unit, link, token);
                var run = await unit.PipelineRuns.FindByIdAsync(link.Run, withDetails: false, token)
                    ?? throw RecordChecks.NotFound("run", link.Run);
                if (await unit.Tracking.ModelLinks.FindAsync(link.ModelVersion, link.Run, token) is { } existing)
                {
                    return new MadeLink<ModelRunLink>(existing, IsNew: false);
                }

                EnsureRoom(await unit.Tracking.ModelLinks.CountRunLinksAsync(link.ModelVersion, token));
                var created = new ModelRunLink
                {
                    Id = Id<ModelRunLink>.New(),
                    Model = link.Model,
                    ModelVersion = link.ModelVersion,
                    Run = run,
                    Workspace = link.Workspace,
                    User = caller.UserId,
                    Created = dependencies.Clock.GetMicrosecondUtcNow(),
                };
                await unit.Tracking.ModelLinks.AddAsync(created, token);
                return new(created, IsNew: true);
            },
            made => made.IsNew ? [made.Link] : [],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<ModelArtifactLink>> ListArtifactLinksAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ModelFields.ArtifactLinks);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.ModelLinks.ListArtifactLinksAsync(parsed, token)).EnsureInRange(),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<ModelRunLink>> ListRunLinksAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ModelFields.RunLinks);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.ModelLinks.ListRunLinksAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task UnlinkArtifactAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken) =>
        artifactAudit.ChangeAsync(
            AuditAction.Delete,
            async (unit, token) =>
            {
                await RequireVersionAsync(artifactAudit, AuditAction.Delete, unit, version, token);
                var link = await unit.Tracking.ModelLinks.FindArtifactLinkAsync(version, nameOrId, token) ?? throw NoLink(nameOrId);
                await unit.Tracking.ModelLinks.DeleteAsync([link.Id], token);
                return link;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task UnlinkArtifactsAsync(Id<ModelVersion> version, bool onlyLinks, CancellationToken cancellationToken) =>
        artifactAudit.RecordRefusalsAsync(
            AuditAction.Delete,
            (_, _) => Task.FromResult<IResource?>(null),
            async () =>
            {
                artifactAudit.EnsureSomewhere(AuditAction.Delete);
                await UnlinkArtifactsInStepsAsync(version, onlyLinks, cancellationToken);
                return true;
            });

    private Task UnlinkArtifactsInStepsAsync(Id<ModelVersion> version, bool onlyLinks, CancellationToken cancellationToken) =>
        dependencies.Database.WriteInStepsAsync<ModelArtifactLink>(
            async (unit, last, token) =>
            {
                if (last is null)
                {
                    await RequireVersionAsync(artifactAudit, AuditAction.Delete, unit, version, token);
                }

                var links = await unit.Tracking.ModelLinks.ListArtifactLinksAsync(version, VersionDeletions.BatchSize, token);
                await unit.Tracking.ModelLinks.DeleteAsync([.. links.Select(link => link.Id)], token);
                if (!onlyLinks)
                {
                    await VersionDeletions.DeleteAsync(versionAudit, unit, [.. links.Select(link => link.ArtifactVersion)], token);
                }

                await artifactAudit.AddAsync(unit, AuditAction.Delete, links, token);
                return links.Count == VersionDeletions.BatchSize ? links[^1] : null;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task UnlinkRunAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken) => runAudit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            await RequireVersionAsync(runAudit, AuditAction.Delete, unit, version, token);
            var link = await unit.Tracking.ModelLinks.FindRunLinkAsync(version, nameOrId, token) ?? throw NoLink(nameOrId);
            await unit.Tracking.ModelLinks.DeleteAsync(link.Id, token);
            return link;
        },
        cancellationToken);

    private async Task EnsureCanLinkAsync(
        AuditTrail audit, IUnitOfWork unit, NewModelLink link, CancellationToken cancellationToken)
    {
        RecordChecks.EnsureOwn(caller, link.User);
        await RecordChecks.RequireWorkspaceAsync(audit, unit, link.Workspace, cancellationToken);
        await RequireVersionAsync(audit, AuditAction.Create, unit, link.ModelVersion, cancellationToken);
    }

    private static void EnsureRoom(long links)
    {
        if (links >= MaximumLinks)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"A model version can have at most {MaximumLinks} links of artifact versions and as many of runs. Create a new version.");
        }
    }

    /// <remarks>A link can name another workspace than its model. Both take the role.</remarks>
    private static async Task RequireVersionAsync(
        AuditTrail audit, AuditAction action, IUnitOfWork unit, Id<ModelVersion> version, CancellationToken cancellationToken)
    {
        var workspace = await unit.Tracking.ModelVersions.FindWorkspaceAsync(version, cancellationToken)
            ?? throw RecordChecks.NotFound("model version", version);
        await audit.EnsureAllowedAsync(unit, action, workspace, cancellationToken);
    }

    private static ZenException NoLink(string nameOrId) =>
        new(ErrorCode.NotFound, $"The model version has no link with the name or id '{nameOrId}'.");
}
