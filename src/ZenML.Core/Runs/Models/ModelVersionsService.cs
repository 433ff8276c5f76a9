using System.Globalization;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Models;

/// <summary>Records versions of models in a database.</summary>
public sealed class ModelVersionsService(Caller caller, ServiceDependencies dependencies) : IModelVersionsService
{
    private const int MaximumNamesAtOnce = 500;

    private readonly AuditTrail audit = new(caller, dependencies, "model_version");

    /// <inheritdoc />
    public Task<ModelVersion> CreateAsync(NewModelVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, version.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, version.Workspace, token);
                var model = await ModelsService.RequireAsync(unit, version.Model, token);
                await audit.EnsureAllowedAsync(unit, AuditAction.Create, model.Workspace.Id, token);
                if (version.Name is not null)
                {
                    await EnsureNameIsFreeAsync(unit, model, version.Name, token);
                    RecordNames.Ensure("The name of a model version", version.Name);
                }

                RecordNames.EnsureTags(version.Tags);
                var number = await unit.Tracking.ModelVersions.GetHighestNumberAsync(model.Id, token) + 1;
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new ModelVersion
                {
                    Id = Id<ModelVersion>.New(),
                    Model = model,
                    Number = number,
                    Name = version.Name ?? await ChooseNameAsync(unit, model.Id, number, token),
                    Description = version.Description,
                    Stage = version.Stage,
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.ModelVersions.AddAsync(created, token);
                await unit.Tracking.Tags.AttachAsync(created.Id.Value, version.Tags, now, token);
                return await RequireAsync(unit, created.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ModelVersion> GetAsync(Id<ModelVersion> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => RequireAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<ModelVersion?> FindAsync(ConfiguredModel configured, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return dependencies.Database.ReadAsync(
            async (unit, token) => await ResolveAsync(unit, configured, token) is { } id
                ? await unit.Tracking.ModelVersions.FindByIdAsync(id, token)
                : null,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<ModelVersion>> ListAsync(string? model, ListQuery query, bool withMetadata, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ModelFields.Versions);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                Id<Model>? id = model is null ? null : (await ModelsService.FindAsync(unit, model, token)).Id;
                return (await unit.Tracking.ModelVersions.ListAsync(id, parsed, withMetadata, token)).EnsureInRange();
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ModelVersion> UpdateAsync(Id<ModelVersion> id, ModelVersionUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var version = await RequireAsync(unit, id, token);
                if (version.Model.Id != update.Model)
                {
                    throw new ZenException(
                        ErrorCode.NotFound, $"The model '{version.Model.Name}' has the version {id}, not the model {update.Model}.");
                }

                if (update.Name is { } name && name != version.Name)
                {
                    RecordNames.Ensure("The name of a model version", name);
                    await EnsureNameIsFreeAsync(unit, version.Model, name, token);
                }

                RecordNames.EnsureTags(update.AddTags);
                var now = dependencies.Clock.GetTimeOfChange(version.Updated);
                if (update.Stage is { } stage)
                {
                    await FreeStageAsync(unit, version, stage, update.Force, now, token);
                }

                var changed = version with
                {
                    Name = update.Name ?? version.Name,
                    Description = update.Description ?? version.Description,
                    Stage = update.Stage ?? version.Stage,
                    Updated = now,
                };
                await unit.Tracking.ModelVersions.UpdateAsync(changed, token);
                await unit.Tracking.Tags.AttachAsync(id.Value, update.AddTags, now, token);
                await unit.Tracking.Tags.DetachAsync(id.Value, update.RemoveTags, token);
                return await RequireAsync(unit, id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<ModelVersion> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var version = await RequireAsync(unit, id, token);
            await audit.AddDependentsAsync(unit, DependentOwner.ModelVersion, id.Value, token);
            await unit.Tracking.ModelVersions.DeleteAsync(id, token);
            return version;
        },
        cancellationToken);

    private static async Task<ModelVersion> RequireAsync(IUnitOfWork unit, Id<ModelVersion> id, CancellationToken cancellationToken) =>
        await unit.Tracking.ModelVersions.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("model version", id);

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, Model model, string name, CancellationToken cancellationToken)
    {
        if (await unit.Tracking.ModelVersions.FindByNameAsync(model.Id, name, cancellationToken) is not null)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"The model '{model.Name}' already has a version named '{name}'.");
        }
    }

    /// <remarks>
    /// A person may have given a version a number as its name. Such names are skipped, more at a time the more there are.
    /// </remarks>
    private static async Task<string> ChooseNameAsync(IUnitOfWork unit, Id<Model> model, long number, CancellationToken cancellationToken)
    {
        for (var (first, count) = (number, 1); ; (first, count) = (first + count, Math.Min(count * 2, MaximumNamesAtOnce)))
        {
            string[] names = [.. Enumerable.Range(0, count).Select(step => (first + step).ToString(CultureInfo.InvariantCulture))];
            var taken = await unit.Tracking.ModelVersions.FindNamesAsync(model, names, cancellationToken);
            if (names.FirstOrDefault(name => !taken.Contains(name)) is { } free)
            {
                return free;
            }
        }
    }

    /// <summary>Archives the other versions of the model that have a stage; without force, there must be none.</summary>
    private async Task FreeStageAsync(
        IUnitOfWork unit, ModelVersion version, string stage, bool force, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!ModelStages.Words.Contains(stage))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"There is no stage '{stage}'; the stages are {string.Join(", ", ModelStages.Words)}.");
        }

        var holders = (await unit.Tracking.ModelVersions.FindByStageAsync(version.Model.Id, stage, cancellationToken))
            .Where(holder => holder.Id != version.Id).ToArray();
        if (holders.Length > 0 && !force)
        {
            throw new ZenException(
                ErrorCode.StageTaken,
                $"The version '{holders[0].Name}' of the model '{version.Model.Name}' has the stage '{stage}'. Set `force` to archive it.");
        }

        foreach (var holder in holders)
        {
            await unit.Tracking.ModelVersions.SetStageAsync(holder.Id, ModelStages.Archived, now, cancellationToken);
        }

        await audit.AddAsync(
            unit, AuditAction.Update, holders.Select(holder => version with { Id = holder.Id, Name = holder.Name }), cancellationToken);
    }

    private static async Task<Id<ModelVersion>?> ResolveAsync(
        IUnitOfWork unit, ConfiguredModel configured, CancellationToken cancellationToken)
    {
        if (configured.Id is not null || configured.Model is null)
        {
            return configured.Id;
        }

        var model = Id<Model>.TryParse(configured.Model, out var id)
            ? id
            : (await unit.Tracking.Models.FindByNameAsync(configured.Model, cancellationToken))?.Id;
        return (model, configured.Version, configured.Number) switch
        {
            (null, _, _) => null,
            (_, _, { } number) => await unit.Tracking.ModelVersions.FindByNumberAsync(model.Value, number, cancellationToken),
            (_, ModelStages.Latest, _) => await unit.Tracking.ModelVersions.FindByNumberAsync(
                model.Value, await unit.Tracking.ModelVersions.GetHighestNumberAsync(model.Value, cancellationToken), cancellationToken),
            (_, { } stage, _) when ModelStages.Words.Contains(stage) =>
                await unit.Tracking.ModelVersions.FindByStageAsync(model.Value, stage, cancellationToken) is [var first, ..]
                    ? first.Id
                    : null,
            (_, { } name, _) => await unit.Tracking.ModelVersions.FindByNameAsync(model.Value, name, cancellationToken),
            _ => null,
        };
    }
}
