using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Access;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Groups on our own server. Other servers have none.</summary>
internal sealed class RemoteGroups(ServerConnection connection) : IGroupsService
{
    private const string Kind = "group";

    private readonly RemoteList list = new(connection, ExtensionPaths.Groups);

    public async Task<Group> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.CheckAccount(Kind, name);
        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteGiven("name", name).WriteGiven("description", description));
        return AccessReading.ReadGroup((await connection.PostAsync(ExtensionPaths.Groups, body, cancellationToken)).Value);
    }

    public async Task<Group> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        return await Lookup.FindAsync(
            new RemoteLookup<Group>(list, new QueryText(), AccessReading.ReadGroup, group => group.Name),
            Kind, text, mode, cancellationToken);
    }

    public async Task<Page<Group>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, GroupFields.All) with { Workspace = null };
        await connection.EnsureAccessAsync(cancellationToken);
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(AccessReading.ReadGroup);
    }

    public async Task<IReadOnlyList<NamedHolder>> ListMembersAsync(Id<Group> group, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var answer = await connection.GetAsync(PathOf(group) + ExtensionPaths.GroupMembers, cancellationToken);
        return [.. answer["items"].Items.Select(AccessReading.ReadHolder)];
    }

    public async Task<Group> UpdateAsync(Id<Group> group, GroupUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.CheckAccount(Kind, wanted);
        }

        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteGiven("name", update.Name).WriteGiven("description", update.Description));
        var answer = await connection.PutAsync(PathOf(group), body, null, cancellationToken);
        return AccessReading.ReadGroup(answer.Value.WithId(group.Value));
    }

    public async Task DeleteAsync(Id<Group> group, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        await connection.DeleteAsync(PathOf(group), cancellationToken);
    }

    public async Task<GroupMembership> AddMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var path = PathOf(group) + ExtensionPaths.GroupMembers;
        return Read(group, (await connection.PutAsync(path, Body(account), null, cancellationToken)).Value);
    }

    public async Task<GroupMembership> RemoveMemberAsync(Id<Group> group, string account, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var path = PathOf(group) + ExtensionPaths.RemoveGroupMember;
        return Read(group, (await connection.PostAsync(path, Body(account), cancellationToken)).Value);
    }

    private static JsonBody Body(string account) => JsonBody.Of(writer => writer.WriteString("account", account));

    private static GroupMembership Read(Id<Group> group, WireValue answer) => new(
        AccessReading.ReadGroup(answer["group"].WithId(group.Value)),
        AccessReading.ReadHolder(answer["account"]),
        answer["is_changed"].Boolean);

    private static string PathOf(Id<Group> group) => ExtensionPaths.OfGroup(group.ToString());
}
