using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Access;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Roles on our own server. Other servers have none.</summary>
internal sealed class RemoteRoles(ServerConnection connection) : IRolesService
{
    public async Task<RoleList> ListAsync(Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var query = new QueryText().WithIf("workspace", workspace?.ToString());
        var answer = await connection.GetAsync($"{ExtensionPaths.Roles}{query}", cancellationToken);
        RoleBinding[] roles = [.. answer["items"].Items.Select(AccessReading.ReadRole)];
        return roles.All(role => workspace is null || role.Workspace is null || role.Workspace == workspace)
            ? new RoleList(roles, answer["is_complete"].Boolean)
            : throw WireValue.Unexpected("roles in one workspace");
    }

    public async Task<GrantedRole> GrantAsync(
        string holder, Role role, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => Write(writer, holder, role, workspace));
        var answer = (await connection.PutAsync(ExtensionPaths.Roles, body, null, cancellationToken)).Value;
        var granted = AccessReading.ReadRole(answer["role"]);
        return granted.Role == role && granted.Workspace == workspace
            ? new GrantedRole(
                granted,
                answer.Find("before") is { } before ? AccessReading.ReadRoleWord(before) : null,
                answer.Find("higher") is { } higher ? AccessReading.ReadRole(higher) : null)
            : throw WireValue.Unexpected("the role that was granted");
    }

    public async Task<RevokedRole> RevokeAsync(
        string holder, Role? role, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        await connection.EnsureAccessAsync(cancellationToken);
        var body = JsonBody.Of(writer => Write(writer, holder, role, workspace));
        var answer = (await connection.PostAsync(ExtensionPaths.RevokeRole, body, cancellationToken)).Value;
        var revoked = AccessReading.ReadRole(answer["role"]);
        return revoked.Workspace == workspace
            ? new RevokedRole(
                revoked,
                answer.Find("remaining") is { } remaining ? AccessReading.ReadRole(remaining) : null,
                answer["leaves_no_owner"].Boolean)
            : throw WireValue.Unexpected("the role that was taken away");
    }

    private static void Write(Utf8JsonWriter writer, string holder, Role? role, Id<Workspace>? workspace)
    {
        writer.WriteString(ExtensionPaths.Holder, holder);
        writer.WriteGiven("role", role?.Text()).WriteGiven("workspace", workspace?.ToString());
        if (workspace is null)
        {
            writer.WriteBoolean(ExtensionPaths.AllWorkspaces, true);
        }
    }
}
