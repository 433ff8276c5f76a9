using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Manages tags in a database.</summary>
public sealed class TagsService(Caller caller, ServiceDependencies dependencies) : ITagsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "tag");

    /// <inheritdoc />
    public Task<Tag> CreateAsync(string name, string? color, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        RecordNames.Ensure("The name of a tag", name);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await EnsureNameIsFreeAsync(unit, name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new Tag(Id<Tag>.New(), name, 0, now, now) { Color = color ?? TagColors.Random() };
                await unit.Tracking.Tags.AddAsync(created, token);
                return created;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Tag> FindAsync(string nameOrId, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => FindAsync(unit, nameOrId, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Tag>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Tags);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Tags.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Tag> UpdateAsync(Id<Tag> id, TagUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var tag = await unit.Tracking.Tags.FindByIdAsync(id, token) ?? throw RecordChecks.NotFound("tag", id);
                if (update.Name is { } name && name != tag.Name)
                {
                    RecordNames.Ensure("The name of a tag", name);
                    await EnsureNameIsFreeAsync(unit, name, token);
                }

                var changed = tag with
                {
                    Name = update.Name ?? tag.Name,
                    Color = update.Color ?? tag.Color,
                    Updated = dependencies.Clock.GetTimeOfChange(tag.Updated),
                };
                await unit.Tracking.Tags.UpdateAsync(changed, token);
                return changed;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var tag = await FindAsync(unit, nameOrId, token);
            await unit.Tracking.Tags.DeleteAsync(tag.Id, token);
            return tag;
        },
        cancellationToken);

    private static Task<Tag> FindAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken) =>
        RecordChecks.FindAsync<Tag>(
            "tag",
            nameOrId,
            id => unit.Tracking.Tags.FindByIdAsync(id, cancellationToken),
            name => unit.Tracking.Tags.FindByNameAsync(name, cancellationToken));

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        if (await unit.Tracking.Tags.FindByNameAsync(name, cancellationToken) is not null)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A tag named '{name}' already exists.");
        }
    }
}
