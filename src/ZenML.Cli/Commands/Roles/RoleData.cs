using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Roles;

/// <summary>Roles as data for programs and as a table. The names and their order are part of the compatibility promise.</summary>
internal static class RoleData
{
    /// <summary>Roles.</summary>
    public static Presentation<RoleBinding> Presentation { get; } = new(
        "roles", Of,
        [
            new("HOLDER", role => NamedHolder.Of(role).Text),
            new("ROLE", role => role.Role.Text()),
            new("WORKSPACE", role => role.WorkspaceName ?? "every workspace"),
            new("GRANTED", role => Times.Text(role.Created), IsTime: true),
        ]);

    /// <summary>An account or a group.</summary>
    public static ConfigurationMap Of(NamedHolder holder) => new()
    {
        ["name"] = holder.Text,
        ["kind"] = Kind(holder),
        ["id"] = holder.Holder.Id.ToString("D"),
    };

    /// <summary>A role with where it comes from, for messages.</summary>
    /// <param name="role">The role.</param>
    /// <param name="holder">Whom the message is about.</param>
    public static string Describe(RoleBinding role, AccessHolder holder) => role.Holder == holder
        ? MessageText.Of($"the role {role.Role.Text()} {RolePlace.Text(role.WorkspaceName):raw}")
        : MessageText.Of($"the role {role.Role.Text()} {RolePlace.Text(role.WorkspaceName):raw} of '{NamedHolder.Of(role).Text}'");

    private static ConfigurationMap Of(RoleBinding role)
    {
        var document = Of(NamedHolder.Of(role));
        document["role"] = role.Role.Text();
        document["workspace"] = Optional.Document(role.WorkspaceName);
        document["all_workspaces"] = role.Workspace is null;
        document["granted_by"] = Optional.Document(role.GrantedBy?.ToString());
        document["created"] = Times.Text(role.Created);
        return document;
    }

    private static string Kind(NamedHolder holder) => holder.Kind switch
    {
        NamedHolderKind.Group => "group",
        NamedHolderKind.ServiceAccount => "service_account",
        _ => "user",
    };
}
