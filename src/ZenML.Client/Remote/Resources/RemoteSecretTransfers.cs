using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Transfers;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Copies and moves of secrets on a server. A server without this extension cannot copy, so the client reads the values and creates a
/// secret with them. It cannot change the workspace of a secret either, which is refused.
/// </summary>
internal sealed class RemoteSecretTransfers(ServerConnection connection, RemoteSecrets secrets) : ISecretTransferService
{
    private readonly SecretCapabilities capabilities = new(connection);

    public async Task<SecretInfo> CopyAsync(Id<Secret> id, SecretCopy copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        await capabilities.EnsureChecksVersionAsync(copy.IfVersion, cancellationToken);
        if (!await HasTransfersAsync(cancellationToken))
        {
            var (original, values) = await secrets.GetAsync(id, cancellationToken);
            return await secrets.CreateAsync(
                new NewSecret(copy.Workspace ?? original.Workspace.Id, copy.Name, copy.Scope ?? original.Scope, values),
                cancellationToken);
        }

        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", copy.Name.Value);
            writer.WriteGiven("scope", copy.Scope is { } scope ? WireWords.Scopes.Of(scope) : null);
            writer.WriteGiven("workspace", copy.Workspace?.ToString());
        });
        var answer = await connection.PostAsync(
            $"{ExtensionPaths.Secrets}/{id}{ExtensionPaths.CopySecret}", body, copy.IfVersion, cancellationToken);
        var copied = WireReading.ReadSecretInfo(answer.Value);
        return copied.Name == copy.Name && IsAt(copied, copy.Scope, copy.Workspace)
            ? copied
            : throw WireValue.Unexpected("the copy of the secret");
    }

    public async Task<SecretInfo> MoveAsync(Id<Secret> id, SecretDestination destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        await capabilities.EnsureChecksVersionAsync(destination.IfVersion, cancellationToken);
        if (!await HasTransfersAsync(cancellationToken))
        {
            return await MoveScopeAsync(id, destination, cancellationToken);
        }

        var body = JsonBody.Of(writer =>
        {
            writer.WriteGiven("scope", destination.Scope is { } scope ? WireWords.Scopes.Of(scope) : null);
            writer.WriteGiven("workspace", destination.Workspace?.ToString());
        });
        var answer = await connection.PutAsync(
            $"{ExtensionPaths.Secrets}/{id}{ExtensionPaths.MoveSecret}", body, destination.IfVersion, cancellationToken);
        var moved = WireReading.ReadSecretInfo(answer.Value.WithId(id.Value));
        return IsAt(moved, destination.Scope, destination.Workspace)
            ? moved
            : throw WireValue.Unexpected("the secret that was moved");
    }

    private static bool IsAt(SecretInfo secret, SecretScope? scope, Id<Core.Workspaces.Workspace>? workspace) =>
        (scope ?? secret.Scope) == secret.Scope && (workspace ?? secret.Workspace.Id) == secret.Workspace.Id;

    private ValueTask<bool> HasTransfersAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken);

    private async Task<SecretInfo> MoveScopeAsync(Id<Secret> id, SecretDestination destination, CancellationToken cancellationToken)
    {
        var secret = (await secrets.GetAsync(id, cancellationToken)).Info;
        if (!IsAt(secret, scope: null, destination.Workspace))
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"This server cannot move a secret to another workspace, so nothing was changed. Copy the secret '{secret.Name}' "
                + $"there with 'zenml secret copy', then delete the original. The copy has another id.");
        }

        return IsAt(secret, destination.Scope, workspace: null)
            ? secret
            : await secrets.UpdateAsync(id, new SecretUpdate { Scope = destination.Scope }, cancellationToken);
    }
}
