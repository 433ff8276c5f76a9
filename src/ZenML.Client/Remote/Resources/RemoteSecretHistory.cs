using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>The history of secrets on our own server. Other servers have none.</summary>
internal sealed class RemoteSecretHistory(ServerConnection connection) : ISecretHistoryService
{
    public async Task<SecretHistory> ListAsync(Id<Secret> id, long? before, CancellationToken cancellationToken)
    {
        var query = new QueryText().WithIf("before", Text(before));
        var answer = await GetAsync(id, $"{ExtensionPaths.SecretVersions}{query}", cancellationToken);
        SecretVersion[] versions = [.. answer["versions"].Items.Select(ReadVersion)];
        var next = answer.Find("next")?.Integer;
        return next is null || (versions.Length > 0 && next == versions[^1].Version && next < (before ?? long.MaxValue))
            ? new SecretHistory(WireReading.ReadSecretInfo(answer["secret"].WithId(id.Value)), versions, next)
            : throw WireValue.Unexpected("a page that ends with its last version");
    }

    public async Task<Secret> GetVersionAsync(Id<Secret> id, long version, CancellationToken cancellationToken)
    {
        var secret = WireReading.ReadSecret((await GetAsync(id, OfVersion(version), cancellationToken)).WithId(id.Value));
        return secret.Info.Version == version ? secret : throw WireValue.Unexpected("the version that was asked for");
    }

    public async Task<SecretDiff> DiffAsync(
        Id<Secret> id, long? from, long? to, bool withValues, CancellationToken cancellationToken)
    {
        var query = new QueryText().WithIf("from", Text(from)).WithIf("to", Text(to)).WithIf("values", withValues ? "true" : null);
        var answer = (await GetAsync(id, $"{ExtensionPaths.SecretDiff}{query}", cancellationToken)).WithId(id.Value);
        var diff = new SecretDiff(
            id,
            answer["from"].Integer,
            answer["to"].Integer,
            [.. answer["keys"].Items.Select(item => ReadDifference(item, withValues))]);
        return diff.From == (from ?? diff.From) && diff.To == (to ?? diff.To)
            ? diff
            : throw WireValue.Unexpected("the versions that were asked for");
    }

    public async Task<SecretRollback> RollbackAsync(Id<Secret> id, long to, long? ifVersion, CancellationToken cancellationToken)
    {
        await EnsureHistoryAsync(cancellationToken);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteNumber("to", to);
            if (ifVersion is { } expected)
            {
                writer.WriteNumber("if_version", expected);
            }
        });
        var answer = (await connection.PostAsync($"{PathOf(id)}{ExtensionPaths.SecretRollback}", body, cancellationToken)).Value;
        return new SecretRollback(
            WireReading.ReadSecretInfo(answer["secret"].WithId(id.Value)),
            ReadVersion(answer["version"]),
            answer["replaced"].Integer);
    }

    public async Task DestroyAsync(Id<Secret> id, long version, long? ifVersion, CancellationToken cancellationToken)
    {
        await EnsureHistoryAsync(cancellationToken);
        await connection.DeleteAsync(PathOf(id) + OfVersion(version), ifVersion, cancellationToken);
    }

    private async Task<WireValue> GetAsync(Id<Secret> id, string path, CancellationToken cancellationToken)
    {
        await EnsureHistoryAsync(cancellationToken);
        return await connection.GetAsync(PathOf(id) + path, cancellationToken);
    }

    private async Task EnsureHistoryAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} keeps no history of secrets: only the current version exists. Nothing was changed.");
        }
    }

    private static string PathOf(Id<Secret> id) => ExtensionPaths.OfSecret(id.ToString());

    private static string OfVersion(long version) =>
        string.Create(CultureInfo.InvariantCulture, $"{ExtensionPaths.SecretVersions}/{version}");

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <remarks>An unknown word is from a later server.</remarks>
    private static SecretVersion ReadVersion(WireValue value) => new()
    {
        Version = value["version"].Integer,
        Kind = WireWords.SecretVersionKinds.Find(value["kind"].Text) ?? SecretVersionKind.Unknown,
        Created = value.Find("created")?.Time,
        User = value.Find("user_id") is { } user
            ? new ResourceReference<User>(new(user.Uuid), value.Find("user_name")?.Text ?? "")
            : null,
        Added = ReadNames(value, "added"),
        Changed = ReadNames(value, "changed"),
        Removed = ReadNames(value, "removed"),
        Omitted = value.Find("omitted") is { } omitted ? WireReading.ReadSmall(omitted) : 0,
        IsCompared = value.Find("compared")?.Boolean ?? true,
        HasValues = value.Find("has_values")?.Boolean ?? false,
        Name = value.Find("old_name") is { } old ? new(old.Text, value["new_name"].Text) : null,
        Scope = value.Find("old_scope") is { } scope
            ? new(WireReading.ReadScope(scope), WireReading.ReadScope(value["new_scope"]))
            : null,
        Workspace = value.Find("old_workspace") is { } workspace ? new(workspace.Text, value["new_workspace"].Text) : null,
        KeepVersions = value.Find(ExtensionPaths.KeepVersions) is { } kept ? WireReading.ReadSmall(kept) : null,
        ChangedDetails = ReadNames(value, "details"),
        MarkedPlain = ReadNames(value, "marked_plain"),
        MarkedSecret = ReadNames(value, "marked_secret"),
        RolledBackTo = value.Find("rolled_back_to")?.Integer,
        State = WireWords.SecretVersionStates.Find(value["state"].Text) ?? throw WireValue.Unexpected("a state of a version"),
        Destroyed = value.Find("destroyed")?.Time,
    };

    private static SecretDifference ReadDifference(WireValue value, bool withValues) => new(
        value["key"].Text,
        WireWords.SecretDifferenceKinds.Find(value["kind"].Text) ?? throw WireValue.Unexpected("a kind of difference"))
    {
        Before = withValues && value.Find("before") is { } before ? new SensitiveString(before.Text) : null,
        After = withValues && value.Find("after") is { } after ? new SensitiveString(after.Text) : null,
    };

    private static IReadOnlyList<string> ReadNames(WireValue value, string name) =>
        value.Find(name) is { } names ? [.. names.Items.Select(item => item.Text)] : [];
}
