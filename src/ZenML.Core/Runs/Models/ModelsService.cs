using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Models;

/// <summary>Records models in a database.</summary>
public sealed class ModelsService(Caller caller, ServiceDependencies dependencies) : IModelsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "model");

    /// <inheritdoc />
    public Task<Model> CreateAsync(NewModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, model.User);
                EnsureNames(model.Name, model.Tags);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, model.Workspace, token);
                await EnsureNameIsFreeAsync(unit, model.Name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new Model
                {
                    Id = Id<Model>.New(),
                    Name = model.Name,
                    Card = model.Card,
                    SaveToRegistry = model.SaveToRegistry,
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.Models.AddAsync(created, token);
                await unit.Tracking.Tags.AttachAsync(created.Id.Value, model.Tags, now, token);
                return await RequireAsync(unit, created.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Model> FindAsync(string nameOrId, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => FindAsync(unit, nameOrId, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Model>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ModelFields.Models);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Models.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Model> UpdateAsync(Id<Model> id, ModelUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var model = await RequireAsync(unit, id, token);
                var name = update.Name ?? model.Name;
                if (name != model.Name)
                {
                    EnsureNames(name, []);
                    await EnsureNameIsFreeAsync(unit, name, token);
                }

                RecordNames.EnsureTags(update.AddTags);
                var now = dependencies.Clock.GetTimeOfChange(model.Updated);
                var changed = model with
                {
                    Name = name,
                    Card = model.Card.With(update.Card),
                    SaveToRegistry = update.SaveToRegistry ?? model.SaveToRegistry,
                    Updated = now,
                };
                await unit.Tracking.Models.UpdateAsync(changed, token);
                await unit.Tracking.Tags.AttachAsync(id.Value, update.AddTags, now, token);
                await unit.Tracking.Tags.DetachAsync(id.Value, update.RemoveTags, token);
                return await RequireAsync(unit, id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var model = await FindAsync(unit, nameOrId, token);
            await audit.AddDependentsAsync(unit, DependentOwner.Model, model.Id.Value, token);
            await unit.Tracking.Models.DeleteAsync(model.Id, token);
            return model;
        },
        cancellationToken);

    /// <summary>Returns the model with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    internal static async Task<Model> RequireAsync(IUnitOfWork unit, Id<Model> id, CancellationToken cancellationToken) =>
        await unit.Tracking.Models.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("model", id);

    /// <summary>Returns the model with an id, or else with a name, which may look like an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    internal static Task<Model> FindAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken) =>
        RecordChecks.FindAsync<Model>(
            "model",
            nameOrId,
            id => unit.Tracking.Models.FindByIdAsync(id, cancellationToken),
            name => unit.Tracking.Models.FindByNameAsync(name, cancellationToken));

    private static void EnsureNames(string name, IReadOnlyCollection<string> tags)
    {
        RecordNames.Ensure("The name of a model", name);
        RecordNames.EnsureTags(tags);
    }

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        // The names of models are unique in the store.
        if (await unit.Whole.Tracking.Models.FindByNameAsync(name, cancellationToken) is not null)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A model named '{name}' already exists.");
        }
    }
}
