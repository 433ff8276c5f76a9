using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Edits of secrets on a server. A server without this extension does not say what a change did. For those, the values are read first:
/// only what differs is sent, and what the edit did is derived from that read.
/// </summary>
internal sealed class RemoteSecretEdits(ServerConnection connection, RemoteSecrets secrets) : ISecretEditService
{
    private readonly SecretCapabilities capabilities = new(connection);

    public async Task<EditedSecret> EditAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        SecretLimits.Check(update.Set);
        SecretLimits.CheckKeepVersions(update.KeepVersions);
        await capabilities.EnsureKeepsDetailsAsync(update.Details, cancellationToken);
        await capabilities.EnsureRestrictsAsync(update.IsRestricted, cancellationToken);
        if (!await HasEditsAsync(cancellationToken))
        {
            return await CompareAndUpdateAsync(id, update, cancellationToken);
        }

        var answer = await connection.PutAsync(
            $"{ExtensionPaths.Secrets}/{id}{ExtensionPaths.EditSecret}", SecretBodies.Edit(update), update.IfVersion, cancellationToken);
        return Read(answer.Value, answer.Value["secret"].WithId(id.Value));
    }

    public async Task<EditedSecret> SetAsync(NewSecret secret, long? ifVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        SecretLimits.Check(secret.Values);
        await capabilities.EnsureChecksVersionAsync(ifVersion, cancellationToken);
        await capabilities.EnsureKeepsVersionsAsync(secret.KeepVersions, cancellationToken);
        await capabilities.EnsureKeepsDetailsAsync(secret.Details, cancellationToken);
        await capabilities.EnsureRestrictsAsync(secret.IsRestricted, cancellationToken);
        if (!await HasEditsAsync(cancellationToken))
        {
            return await FindAndSetAsync(secret, cancellationToken);
        }

        var path = ExtensionPaths.OfWorkspace(secret.Workspace.ToString()) + ExtensionPaths.SetSecret;
        var answer = (await connection.PutAsync(path, SecretBodies.Set(secret), ifVersion, cancellationToken)).Value;
        var edited = Read(answer, answer["secret"]);
        var set = edited.Secret;
        return set.ReferenceName == secret.Name.Value && (set.IsShared || set.Scope == secret.Scope) && set.Workspace.Id == secret.Workspace
            ? edited
            : throw WireValue.Unexpected("the secret that was set");
    }

    private static EditedSecret Read(WireValue answer, WireValue secret) => new(
        WireReading.ReadSecretInfo(secret),
        new KeyChanges(ReadKeys(answer["added"]), ReadKeys(answer["changed"]), ReadKeys(answer["removed"])),
        answer["is_new"].Boolean,
        answer["is_changed"].Boolean);

    private static IReadOnlyList<string> ReadKeys(WireValue keys) => [.. keys.Items.Select(key => key.Text)];

    private ValueTask<bool> HasEditsAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken);

    private async Task<EditedSecret> FindAndSetAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        var update = new SecretUpdate { Set = secret.Values };
        if (await FindAsync(secret, cancellationToken) is { } present)
        {
            return await CompareAndUpdateAsync(present.Id, update, cancellationToken);
        }

        try
        {
            var created = await secrets.CreateAsync(secret, cancellationToken);
            return new EditedSecret(created, new KeyChanges([.. secret.Values.Keys], [], []), IsNew: true, IsChanged: true);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.AlreadyExists)
        {
            // Someone else has created it meanwhile.
            if (await FindAsync(secret, cancellationToken) is not { } other)
            {
                throw;
            }

            return await CompareAndUpdateAsync(other.Id, update, cancellationToken);
        }
    }

    private async Task<SecretInfo?> FindAsync(NewSecret secret, CancellationToken cancellationToken) =>
        (await secrets.FindByNameAsync(secret.Workspace, secret.Name.Value, cancellationToken))
            .FirstOrDefault(found => found.Scope == secret.Scope);

    private async Task<EditedSecret> CompareAndUpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        var (before, values) = await secrets.GetAsync(id, cancellationToken);
        if (update.IfVersion is { } expected)
        {
            before.EnsureVersion(expected);
        }

        var keys = update.ChangesValues ? KeyChanges.Between(values, update.Merge(before, values)) : KeyChanges.None;
        if (keys.IsNone && update.KeepVersions is null
            && (update.Name ?? before.Name) == before.Name && (update.Scope ?? before.Scope) == before.Scope)
        {
            return new EditedSecret(before, keys, IsNew: false, IsChanged: false);
        }

        var difference = new SecretUpdate
        {
            Name = update.Name,
            Scope = update.Scope,
            Set = new SecretValues(keys.Added.Concat(keys.Changed).Select(key => KeyValuePair.Create(key, update.Set[key]))),
            Remove = keys.Removed,
            RequireRemoved = false,
            KeepVersions = update.KeepVersions,
            IfVersion = update.IfVersion,
        };
        return new EditedSecret(await secrets.UpdateAsync(id, difference, cancellationToken), keys, IsNew: false, IsChanged: true);
    }
}
