using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Access tokens of our own server. Other servers do not record them.</summary>
internal sealed class RemoteTokens(ServerConnection connection) : ITokensService
{
    private readonly RemoteList list = new(connection, ExtensionPaths.Tokens);

    public async Task<Page<IssuedToken>> ListAsync(ListQuery query, bool ofEveryone, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, IssuedTokenFields.All) with { Workspace = null };
        await EnsureRecordsTokensAsync(cancellationToken);
        var text = WireQuery.Write(parsed).WithIf(ExtensionPaths.OfEveryone, ofEveryone ? "true" : null);
        return (await list.ReadPageAsync(text, parsed.Page, parsed.Size, cancellationToken)).Select(Read);
    }

    public async Task RevokeAsync(Id<IssuedToken> id, CancellationToken cancellationToken)
    {
        await EnsureRecordsTokensAsync(cancellationToken);
        await connection.DeleteAsync($"{ExtensionPaths.Tokens}/{id}", cancellationToken);
    }

    private static IssuedToken Read(WireValue value) => new()
    {
        Id = new(value["id"].Uuid),
        Account = new(new(value["account_id"].Uuid), value["account"].Text),
        Origin = SessionOriginTexts.TryParse(value["origin"].Text, out var origin)
            ? origin
            : throw WireValue.Unexpected("the way in which a session was opened"),
        IsDerived = value["derived"].Boolean,
        ApiKey = value.Find("api_key_id") is { } key ? new(new(key.Uuid), value.Find("api_key")?.Text ?? "") : null,
        Trust = value.Find("trust_id") is { } trust ? new(new(trust.Uuid), value.Find("trust")?.Text ?? "") : null,
        Device = value.Find("device_id") is { } device ? new(device.Uuid) : null,
        HostName = value.Find("hostname")?.Text,
        PipelineId = value.Find("pipeline_id")?.Uuid,
        Created = value["created"].Time,
        Expires = value["expires"].Time,
        LastUsed = value.Find("last_used")?.Time,
        Address = value.Find("address")?.Text,
        IsCurrent = value.Find("current")?.Boolean ?? false,
    };

    private async Task EnsureRecordsTokensAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithKeyLimits, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} is ZenML's own or an older one, which has no record of tokens.");
        }
    }
}
