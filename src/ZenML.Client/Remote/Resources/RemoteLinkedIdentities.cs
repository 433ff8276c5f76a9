using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Which person at the identity provider an account of a server belongs to. Other servers do not know that.</summary>
internal sealed class RemoteLinkedIdentities(ServerConnection connection, CurrentAccount account) : ILinkedIdentitiesService
{
    private readonly RemoteUsers users = new(connection, account);

    public async Task<LinkedIdentity?> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(nameOrId, cancellationToken);
        var answer = await connection.GetAsync(path, cancellationToken);
        return answer["identities"].Items.Select(Read).FirstOrDefault();
    }

    public async Task<LinkedIdentity> LinkAsync(string nameOrId, string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var path = await PathOfAsync(nameOrId, cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteString("subject", subject));
        return Read((await connection.PutAsync(path, body, null, cancellationToken)).Value);
    }

    public async Task UnlinkAsync(string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync(await PathOfAsync(nameOrId, cancellationToken), cancellationToken);

    private static LinkedIdentity Read(WireValue value) =>
        new(new(new(value["account_id"].Uuid), value["account"].Text), value["issuer"].Text, value["subject"].Text)
        {
            LinkedBy = value.Find("linked_by")?.Text,
            LastLogin = value.Find("last_login")?.Time,
            Created = value["created"].Time,
        };

    private async Task<string> PathOfAsync(string nameOrId, CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithSingleSignOn, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, await connection.HasExtensionsAsync(cancellationToken)
                    ? MessageText.Of($"The server {connection.Address} is too old for single sign-on. Upgrade it.")
                    : MessageText.Of($"The server {connection.Address} is ZenML's own, which links accounts to no identity provider."));
        }

        var user = await users.FindAsync(nameOrId, LookupMode.Exact, cancellationToken);
        return ExtensionPaths.OfLinkedIdentity(user.Id.ToString());
    }
}
