using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Which identity tokens a server's service accounts trust. Other servers trust none.</summary>
internal sealed class RemoteTrusts(ServerConnection connection) : ITrustsService
{
    private const string Kind = "trust";

    public async Task<Trust> CreateAsync(Id<User> serviceAccount, NewTrust trust, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trust);
        await EnsureOfferedAsync(cancellationToken);
        ResourceName.Check(Kind, trust.Name);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", trust.Name);
            writer.WriteString("issuer", trust.Issuer);
            writer.WriteString("subject", trust.Subject);
            writer.WriteString("audience", trust.Audience);
            writer.WriteStartObject("claims");
            foreach (var (name, pattern) in trust.Claims)
            {
                writer.WriteString(name, pattern);
            }

            writer.WriteEndObject();
            writer.WriteBoolean("reusable", trust.IsReusable);
            writer.WriteGiven("role", trust.Role?.Text()).WriteGiven("workspace", trust.Workspace);
        });
        return Read((await connection.PostAsync(PathOf(serviceAccount), body, cancellationToken)).Value);
    }

    public async Task<Trust> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken)
    {
        await EnsureOfferedAsync(cancellationToken);
        var source = new RemoteLookup<Trust>(
            new RemoteList(connection, PathOf(serviceAccount)), WireQuery.Hydrated, Read, trust => trust.Name)
        {
            IsConfined = trust => trust.ServiceAccount == serviceAccount,
        };
        return await Lookup.FindAsync(source, Kind, nameOrId, LookupMode.Exact, cancellationToken);
    }

    public async Task<Page<Trust>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        await EnsureOfferedAsync(cancellationToken);
        var parsed = QueryParser.Parse(query, TrustFields.All) with { Workspace = null };
        var list = new RemoteList(connection, PathOf(serviceAccount));
        return (await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken)).Select(Read);
    }

    public async Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync(
            $"{PathOf(serviceAccount)}/{(await FindAsync(serviceAccount, nameOrId, cancellationToken)).Id}", cancellationToken);

    public async Task<IReadOnlyList<TrustTest>> TestAsync(
        Id<User> serviceAccount, SensitiveString token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        await EnsureOfferedAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteString("token", token.Reveal()), [token.Reveal()]);
        var answer = await connection.QueryAsync(ExtensionPaths.OfTrustTest(serviceAccount.ToString()), body, cancellationToken);
        return [.. answer.Items.Select(ReadTest)];
    }

    private static string PathOf(Id<User> serviceAccount) => ExtensionPaths.OfTrusts(serviceAccount.ToString());

    private static TrustTest ReadTest(WireValue value) => new(
        value["name"].Text,
        [.. value["problems"].Items.Select(problem => new TrustProblem(problem["rule"].Text, problem["message"].Text))]);

    private static Trust Read(WireValue value) => new()
    {
        Id = new(value["id"].Uuid),
        Name = value["name"].Text,
        ServiceAccount = new(value["service_account"].Uuid),
        Issuer = value["issuer"].Text,
        Subject = value["subject"].Text,
        Audience = value["audience"].Text,
        Claims = value["claims"].Entries.ToDictionary(claim => claim.Key, claim => claim.Value.Text, StringComparer.Ordinal),
        IsReusable = value["reusable"].Boolean,
        Role = value.Find("role") is { } role ? AccessTexts.FindRole(role.Text) ?? throw WireValue.Unexpected("a role") : null,
        Workspace = value.Find("workspace") is { } workspace ? new(workspace.Uuid) : null,
        WorkspaceName = value.Find("workspace_name")?.Text,
        CreatedBy = new(value["created_by"].Uuid),
        CreatedByName = value["created_by_name"].Text,
        LastLogin = value.Find("last_login")?.Time,
        Created = value["created"].Time,
        Updated = value["updated"].Time,
    };

    private async Task EnsureOfferedAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithTrusts, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, await connection.HasExtensionsAsync(cancellationToken)
                    ? MessageText.Of($"The server {connection.Address} is too old to trust identity tokens. Upgrade it.")
                    : MessageText.Of($"The server {connection.Address} is ZenML's own, which has no login with identity tokens."));
        }
    }
}
