using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.PlainResources;

/// <summary>The secrets that plain resources store confidential texts in. They change in the transaction of the resource.</summary>
internal sealed class PlainSecrets(Caller caller, ServiceDependencies dependencies)
{
    private const int SuffixLength = 4;

    private readonly AuditTrail audit = new(caller, dependencies, "secret");

    private VisibleSecrets Visible => field ??= new(caller, dependencies.Clock);

    private SecretViewer Viewer => Visible.Viewer;

    private SecretStorage Storage => field ??= SecretStorage.Of(dependencies, audit);

    /// <summary>The ids of the secrets of a resource.</summary>
    public static IEnumerable<Id<Secret>> Of(PlainResource resource) =>
        resource.Kind.Fields.Zip(resource.Values)
            .Where(pair => pair.First.Type == PlainFieldType.Secrets)
            .Select(pair => pair.Second)
            .OfType<Guid>()
            .Select(id => new Id<Secret>(id));

    /// <summary>Adds a secret in the workspace scope, named after a resource: <c>PREFIX-NAME-abcd</c>.</summary>
    public async Task<Id<Secret>> AddAsync(
        IUnitOfWork unit, PlainResource owner, string prefix, SecretValues values, CancellationToken cancellationToken)
    {
        if (dependencies.ExternalValues is not null)
        {
            // A back end outside the database cannot take part in the transaction.
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"A {owner.Kind.Noun} cannot have secrets while a back end outside the database stores the values of secrets.");
        }

        SecretLimits.Check(values);
        var name = await FindFreeNameAsync(unit, owner, prefix, cancellationToken);
        var secret = new SecretRules(caller, dependencies.Clock).Begin(Id<Secret>.New(), name, SecretScope.Workspace, owner.Workspace) with
        {
            Keys = [.. values.Keys],
        };
        Visible.EnsureMayCreate(secret);
        Visible.EnsureSeesNames(secret);
        var entry = SecretHistoryEntry.Of(caller, new SecretDecision(Before: null, secret), secret, before: null, values);
        await unit.Secrets.AddAsync(secret, entry, cancellationToken);
        await unit.SecretValues.PutAsync(secret, values, cancellationToken);
        await audit.AddAsync(unit, AuditAction.Create, [secret], cancellationToken);
        return secret.Id;
    }

    /// <summary>
    /// Deletes a secret of a resource for good. One that is gone, or that was made private or moved to another workspace, is left
    /// alone. After the commit, call <see cref="CleanAsync"/>.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the caller may not delete the secret.</exception>
    public async Task DeleteAsync(IUnitOfWork unit, PlainResource owner, Id<Secret> id, CancellationToken cancellationToken)
    {
        if (await unit.Secrets.FindByIdAsync(id, Viewer, cancellationToken) is { Scope: SecretScope.Workspace } secret
            && secret.Workspace.Id == owner.Workspace.Id)
        {
            Visible.Ensure(secret, SecretRights.Administer);
            await Storage.DeleteAsync(unit, secret, cancellationToken);
            await audit.AddAsync(unit, AuditAction.Purge, [secret], cancellationToken);
        }
    }

    /// <summary>Deletes what deleted secrets left outside the database. Never throws.</summary>
    public async Task CleanAsync(IEnumerable<Id<Secret>> deleted)
    {
        foreach (var secret in deleted)
        {
            await Storage.CleanAsync(secret);
        }
    }

    private async Task<SecretName> FindFreeNameAsync(
        IUnitOfWork unit, PlainResource owner, string prefix, CancellationToken cancellationToken)
    {
        while (true)
        {
            var suffix = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength);
            var space = SecretName.MaximumLength - prefix.Length - suffix.Length - 2;
            var name = SecretName.Parse($"{prefix}-{Shorten(owner.Name ?? "", space)}-{suffix}");
            if ((await unit.Secrets.FindByNamesAsync(owner.Workspace.Id, [name.Value], Viewer, cancellationToken))
                .All(other => other.Scope != SecretScope.Workspace))
            {
                return name;
            }
        }
    }

    /// <remarks>The name of the owner can have characters that a secret's cannot.</remarks>
    private static string Shorten(string name, int characters) => string.Concat(
        name.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(characters));
}
