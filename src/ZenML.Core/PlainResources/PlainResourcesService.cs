using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.PlainResources;

/// <summary>What one caller can do with the plain resources of one kind.</summary>
public sealed class PlainResourcesService(Caller caller, ServiceDependencies dependencies, PlainResourceKind kind)
{
    private readonly AuditTrail audit = new(caller, dependencies, kind.Word);

    private PlainSecrets Secrets => field ??= new(caller, dependencies);

    /// <summary>Creates a resource.</summary>
    /// <returns>The resource, with details.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: the workspace does not exist, or has nothing with an id in the values.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// <see cref="ErrorCode.AlreadyExists"/>: the name is in use.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name has line breaks, or see <see cref="PlainResourceKind.FindMistake"/>.
    /// </exception>
    public Task<PlainResource> CreateAsync(NewPlainResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, resource.User);
                EnsureOneLine(resource.Name);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, resource.Workspace, token);
                if (kind.FindMistake(resource.Values) is { } mistake)
                {
                    throw new ZenException(ErrorCode.InvalidArgument, mistake);
                }

                await PlainTargets.EnsureExistAsync(unit, kind, resource.Values, workspace.Id, token);
                await EnsureNameIsFreeAsync(unit, workspace, resource.Name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new PlainResource
                {
                    Kind = kind,
                    Id = Id<PlainResource>.New(),
                    Name = kind.HasName ? resource.Name ?? "" : null,
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                    Values = [.. kind.Fields.Select(each => Given(each, resource.Values))],
                };
                await unit.PlainResources.AddAsync(await WithSecretsAsync(unit, created, before: null, token), token);
                return await ReadAsync(unit, created.Id, withDetails: true, token);
            },
            cancellationToken);
    }

    /// <summary>Returns the resource with an id. With details, reading encrypted values is recorded in the audit log.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="withDetails">Whether to return everything that a hydrated response has.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<PlainResource> GetAsync(Id<PlainResource> id, bool withDetails, CancellationToken cancellationToken) =>
        audit.ReadValuesAsync(
            async (unit, token) => Mask(await ReadAsync(unit, id, withDetails, token)),
            resource => resource.HoldsValues ? [resource] : [],
            cancellationToken);

    /// <summary>
    /// Returns one page of the resources that match. With details, reading encrypted values is recorded in the audit log.
    /// </summary>
    /// <param name="query">Which resources; see <see cref="PlainResourceKind.Filters"/>.</param>
    /// <param name="withDetails">Whether to return everything that a hydrated response has.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<Page<PlainResource>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, kind.Filters);
        return audit.ReadValuesAsync(
            async (unit, token) =>
            {
                var page = (await unit.PlainResources.ListAsync(kind, parsed, withDetails, token)).EnsureInRange();
                return page with { Items = [.. page.Items.Select(Mask)] };
            },
            page => page.Items.Where(resource => resource.HoldsValues),
            cancellationToken);
    }

    /// <summary>Changes a resource; see <see cref="PlainField.Change"/>.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="name">The new name; null or empty to keep it.</param>
    /// <param name="values">The new values by the names of the fields.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The resource, with details.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.AlreadyExists"/>: the name is in use.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name has line breaks.
    /// </exception>
    public async Task<PlainResource> UpdateAsync(
        Id<PlainResource> id, string? name, IReadOnlyDictionary<string, object> values, CancellationToken cancellationToken)
    {
        IEnumerable<Id<Secret>> before = [];
        var updated = await audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var current = await ReadAsync(unit, id, withDetails: true, token);
                before = PlainSecrets.Of(current);
                var changed = current with
                {
                    Name = string.IsNullOrEmpty(name) ? current.Name : name,
                    Updated = dependencies.Clock.GetTimeOfChange(current.Updated),
                    Values = Change(current.Values, values),
                };
                if (changed.Name != current.Name)
                {
                    EnsureOneLine(changed.Name);
                    await EnsureNameIsFreeAsync(unit, changed.Workspace, changed.Name, token);
                }

                await unit.PlainResources.UpdateAsync(await WithSecretsAsync(unit, changed, current, token), token);
                var stored = await ReadAsync(unit, id, withDetails: true, token);
                await audit.AddAsync(unit, AuditAction.Read, stored.HoldsValues ? [stored] : [], token);
                return stored;
            },
            cancellationToken);
        await Secrets.CleanAsync(before.Except(PlainSecrets.Of(updated)));
        return updated;
    }

    /// <summary>Deletes a resource. What refers to it loses the reference.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public async Task DeleteAsync(Id<PlainResource> id, CancellationToken cancellationToken)
    {
        var deleted = await audit.ChangeAsync(
            AuditAction.Delete,
            async (unit, token) =>
            {
                var resource = await ReadAsync(unit, id, withDetails: false, token);
                foreach (var secret in PlainSecrets.Of(resource))
                {
                    await Secrets.DeleteAsync(unit, resource, secret, token);
                }

                await audit.AddDependentsAsync(unit, DependentOwner.PlainResource, id.Value, token);
                await unit.PlainResources.DeleteAsync(resource, token);
                return resource;
            },
            cancellationToken);
        await Secrets.CleanAsync(PlainSecrets.Of(deleted));
    }

    /// <remarks>Viewers read no encrypted values: to them, these documents are empty.</remarks>
    private PlainResource Mask(PlainResource resource) =>
        !resource.HoldsValues || audit.Allows(AuditAction.Read, resource.Workspace.Id)
            ? resource
            : resource with
            {
                Values = [.. resource.Values.Select(value => value is SensitiveString ? PlainDefaults.EmptySealedMap : value)],
            };

    private static object? Given(PlainField each, IReadOnlyDictionary<string, object> values) =>
        values.GetValueOrDefault(each.Name) ?? each.Default;

    private async Task<PlainResource> ReadAsync(
        IUnitOfWork unit, Id<PlainResource> id, bool withDetails, CancellationToken cancellationToken) =>
        await unit.PlainResources.FindByIdAsync(kind, id, withDetails, cancellationToken) ?? throw RecordChecks.NotFound(kind.Noun, id);

    private object?[] Change(IReadOnlyList<object?> current, IReadOnlyDictionary<string, object> values)
    {
        var together = kind.Fields.Any(each => each.Change == PlainChange.Together && values.ContainsKey(each.Name));
        return [.. kind.Fields.Select((each, place) => each.Change switch
        {
            PlainChange.IfGiven => values.GetValueOrDefault(each.Name) ?? current[place],
            PlainChange.IfNotEmpty => values.GetValueOrDefault(each.Name) is string { Length: > 0 } text ? text : current[place],
            PlainChange.Always => Given(each, values),
            PlainChange.Together when together => Given(each, values),
            _ => current[place],
        })];
    }

    /// <summary>Stores new secret texts as secrets and puts their ids in the place of the texts. Secrets that are replaced are
    /// deleted.</summary>
    private async Task<PlainResource> WithSecretsAsync(
        IUnitOfWork unit, PlainResource resource, PlainResource? before, CancellationToken cancellationToken)
    {
        var values = resource.Values.ToArray();
        foreach (var (place, each) in kind.Fields.Index().Where(one => one.Item.Type == PlainFieldType.Secrets))
        {
            if (before?.Values[place] is Guid replaced && values[place] is not Guid)
            {
                await Secrets.DeleteAsync(unit, resource, new Id<Secret>(replaced), cancellationToken);
            }

            if (values[place] is SecretValues texts)
            {
                values[place] = texts.Count == 0
                    ? null
                    : (await Secrets.AddAsync(unit, resource, each.SecretPrefix, texts, cancellationToken)).Value;
            }
        }

        return resource with { Values = values };
    }

    private void EnsureOneLine(string? name) => RecordNames.EnsureOneLine($"The name of a {kind.Noun}", name ?? "");

    private async Task EnsureNameIsFreeAsync(
        IUnitOfWork unit, ResourceReference<Workspace> workspace, string? name, CancellationToken cancellationToken)
    {
        if (kind.HasUniqueNames && await unit.PlainResources.ExistsAsync(kind, workspace.Id, name ?? "", cancellationToken))
        {
            throw new ZenException(
                ErrorCode.AlreadyExists, $"A {kind.Noun} named '{name}' already exists in the workspace '{workspace.Name}'.");
        }
    }
}
