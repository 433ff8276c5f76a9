using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Access;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;

namespace ZenML.Client.Remote.Resources;

/// <summary>Shares of secrets on our own server, and reports of who can do what. Other servers have none.</summary>
internal sealed class RemoteSecretSharing(ServerConnection connection) : ISecretSharingService, IAccessReportsService
{
    public async Task<SharedSecret> ShareAsync(
        Id<Secret> id, string holder, SecretRight right, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer
            .WriteGiven(ExtensionPaths.Holder, holder)
            .WriteGiven("right", right.Text())
            .WriteGiven("until", until is { } end ? WireTimes.WriteExact(end) : null));
        var path = PathOf(id) + ExtensionPaths.ShareSecret;
        var shared = Read(id, (await connection.PutAsync(path, body, null, cancellationToken)).Value);
        return shared.Grant.Right == right ? shared : throw WireValue.Unexpected("the right that was given");
    }

    public async Task<SharedSecret> UnshareAsync(Id<Secret> id, string holder, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteString(ExtensionPaths.Holder, holder));
        return Read(id, (await connection.PostAsync(PathOf(id) + ExtensionPaths.UnshareSecret, body, cancellationToken)).Value);
    }

    public async Task<SecretAccessReport> OfSecretAsync(Id<Secret> id, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var answer = await connection.GetAsync(PathOf(id) + ExtensionPaths.SecretAccess, cancellationToken);
        return AccessReading.ReadReport(answer, id.Value);
    }

    public async Task<HolderAccess> OfHolderAsync(string? holder, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var query = new QueryText().WithIf(ExtensionPaths.Holder, holder);
        return AccessReading.ReadAccess(await connection.GetAsync($"{ExtensionPaths.Access}{query}", cancellationToken));
    }

    private static SharedSecret Read(Id<Secret> id, WireValue answer)
    {
        var grant = AccessReading.ReadGrant(answer["grant"]);
        return grant.Secret == id
            ? new SharedSecret(
                WireReading.ReadSecretInfo(answer["secret"].WithId(id.Value)),
                grant,
                answer.Find("before") is { } before ? AccessReading.ReadGrant(before) : null)
            : throw WireValue.Unexpected("a grant on the secret");
    }

    private static string PathOf(Id<Secret> id) => ExtensionPaths.OfSecret(id.ToString());
}
