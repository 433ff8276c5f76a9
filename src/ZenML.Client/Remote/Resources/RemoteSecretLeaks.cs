using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Leaks;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Searches our own server for a value. Other servers cannot.</summary>
internal sealed class RemoteSecretLeaks(ServerConnection connection) : ISecretLeakService
{
    public async Task<IReadOnlyList<SecretLeak>> FindAsync(SensitiveString value, bool allVersions, CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithAuditChains, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} cannot search its secrets for a value: it is ZenML's own, or too old.");
        }

        var text = value.Reveal();
        var body = JsonBody.Of(
            writer =>
            {
                writer.WriteString("value", text);
                writer.WriteBoolean("all_versions", allVersions);
            },
            [text]);
        return
        [
            .. (await connection.QueryAsync(ExtensionPaths.LeakedSecrets, body, cancellationToken))["found"].Items
                .Select(item => new SecretLeak(WireReading.ReadSecretInfo(item["secret"]), item["version"].Integer, item["key"].Text)),
        ];
    }
}
