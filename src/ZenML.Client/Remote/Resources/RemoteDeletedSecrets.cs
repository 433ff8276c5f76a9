using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Deleted secrets on our own server. Other servers delete secrets for good.</summary>
internal sealed class RemoteDeletedSecrets(ServerConnection connection, CurrentAccount account) : IDeletedSecretService
{
    public async Task<TimeSpan?> FindRetentionAsync(CancellationToken cancellationToken)
    {
        if (!await KeepsDeletedAsync(cancellationToken))
        {
            return null;
        }

        var days = (await connection.GetAsync(ExtensionPaths.SecretRetention, cancellationToken))["days"].Integer;
        return days is > 0 and <= SecretRetention.MaximumDays ? TimeSpan.FromDays(days) : throw WireValue.Unexpected("a number of days");
    }

    public async Task<DeletedSecret> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, CancellationToken cancellationToken)
    {
        await EnsureKeepsDeletedAsync(cancellationToken);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("text", text);
            writer.WriteGiven("scope", scope is { } only ? WireWords.Scopes.Of(only) : null);
        });
        var path = ExtensionPaths.OfWorkspace(workspace.ToString()) + ExtensionPaths.FindDeletedSecret;
        var found = Read(await connection.QueryAsync(path, body, cancellationToken));
        await EnsureSeesAsync([found], cancellationToken);
        return IsAskedFor(found.Secret, workspace, text, scope)
            ? found
            : throw WireValue.Unexpected("the deleted secret that was asked for");
    }

    public async Task<Page<DeletedSecret>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await EnsureKeepsDeletedAsync(cancellationToken);
        var sorted = new ListQuery(query) { SortBy = query.SortBy ?? $"desc:{DeletedSecretFields.Deleted}" };
        var parsed = QueryParser.Parse(sorted, DeletedSecretFields.All);
        var list = new RemoteList(connection, ExtensionPaths.DeletedSecrets);
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        var secrets = page.Select(Read).EnsureAll(deleted =>
            parsed.Workspace is not { } workspace || deleted.Secret.Workspace.Id == workspace);
        await EnsureSeesAsync(secrets.Items, cancellationToken);
        return secrets;
    }

    public async Task<SecretInfo> UndeleteAsync(
        Id<Secret> id, SecretName? name, long? ifVersion, CancellationToken cancellationToken)
    {
        await EnsureKeepsDeletedAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteGiven("name", name?.Value));
        var answer = await connection.PostAsync(
            ExtensionPaths.OfSecret(id.ToString()) + ExtensionPaths.UndeleteSecret, body, ifVersion, cancellationToken);
        var undeleted = WireReading.ReadSecretInfo(answer.Value.WithId(id.Value));
        return name is null || undeleted.Name == name ? undeleted : throw WireValue.Unexpected("the secret that was undeleted");
    }

    public async Task PurgeAsync(Id<Secret> id, SecretPurge purge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(purge);
        await EnsureKeepsDeletedAsync(cancellationToken);
        var query = new QueryText().WithIf(ExtensionPaths.EvenIfDamaged, purge.EvenIfDamaged ? "true" : null);
        await connection.DeleteAsync($"{ExtensionPaths.DeletedSecrets}/{id}{query}", purge.IfVersion, cancellationToken);
    }

    private static DeletedSecret Read(WireValue value)
    {
        var body = value["body"];
        return new(WireReading.ReadSecretInfo(value) with { Deleted = body["deleted"].Time }, body["purged_after"].Time);
    }

    private static bool IsAskedFor(SecretInfo secret, Id<Workspace> workspace, string text, SecretScope? scope) =>
        (scope is null || secret.Scope == scope)
        && LookupAnswer.IsFor(
            secret.Id.Value, secret.Name.Value, secret.Workspace.Id == workspace, text, LookupMode.Changing, findsIdsAnywhere: true);

    private ValueTask EnsureSeesAsync(IEnumerable<DeletedSecret> secrets, CancellationToken cancellationToken) =>
        SecretVisibility.EnsureAsync(
            [.. secrets.Select(deleted => deleted.Secret)], async () => (await account.GetAsync(cancellationToken)).Id);

    private ValueTask<bool> KeepsDeletedAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken);

    private async Task EnsureKeepsDeletedAsync(CancellationToken cancellationToken)
    {
        if (!await KeepsDeletedAsync(cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} keeps no deleted secrets: it deletes them for good at once. Nothing was changed.");
        }
    }
}
