using ZenML.Cli.Commands.Roles;
using ZenML.Cli.Commands.Secrets;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Users;

/// <summary>
/// What an account or a group can do, as data for programs and as a table. The names and their order are part of the compatibility promise.
/// </summary>
internal static class HolderAccessDocument
{
    private static readonly Column[] Columns = [new("ACCESS"), new("TO"), new("THROUGH"), new("UNTIL", IsTime: true)];

    /// <summary>An account or a group with its access.</summary>
    public static ConfigurationMap Of(HolderAccess access)
    {
        var document = RoleData.Of(access.Holder);
        document["is_admin"] = access.IsAdmin;
        document["groups"] = new ConfigurationList(access.Groups.Select(group => (ConfigurationValue)group.Text));
        document["roles"] = Roles(access);
        document["secrets"] = Secrets(access);
        return document;
    }

    /// <summary>The roles.</summary>
    public static ConfigurationList Roles(HolderAccess access) => new(access.Roles.Select(role => new ConfigurationMap
    {
        ["role"] = role.Role.Text(),
        ["workspace"] = Optional.Document(role.WorkspaceName),
        ["all_workspaces"] = role.Workspace is null,
        ["through"] = Optional.Document(Through(access, NamedHolder.Of(role))),
    }));

    /// <summary>The secrets that are shared.</summary>
    public static ConfigurationList Secrets(HolderAccess access) => new(access.Grants.Select(held => new ConfigurationMap
    {
        ["name"] = Name(held),
        ["id"] = held.Grant.Secret.ToString(),
        ["scope"] = SecretDocument.Text(held.Scope),
        ["workspace"] = held.Workspace,
        ["right"] = held.Grant.Right.Text(),
        ["through"] = Optional.Document(Through(access, NamedHolder.Of(held.Grant))),
        ["until"] = Optional.Document(held.Grant.Until),
    }));

    /// <summary>Writes a table with one line for each role and secret.</summary>
    public static void Write(Writer writer, HolderAccess access)
    {
        IReadOnlyList<string>[] rows =
        [
            .. access.IsAdmin ? (string[][])[["administrator", "the server", "", ""]] : [],
            .. access.Groups.Select(group => (string[])["member", group.Text, "", ""]),
            .. access.Roles.Select(role => (string[])
                [role.Role.Text(), role.WorkspaceName is { } name ? $"workspace {name}" : "every workspace",
                Through(access, NamedHolder.Of(role)) ?? "", ""]),
            .. access.Grants.Select(held => (string[])
                [held.Grant.Right.Text(), $"secret {Name(held)} in {held.Workspace}", Through(access, NamedHolder.Of(held.Grant)) ?? "",
                Optional.Cell(held.Grant.Until)]),
        ];
        if (rows.Length == 0)
        {
            writer.Say("No roles and no shared secrets.");
        }
        else
        {
            writer.WriteTable(Columns, rows);
        }
    }

    /// <summary>What others call a secret.</summary>
    private static string Name(HeldGrant held) => held.Scope == SecretScope.User ? $"{held.Owner}/{held.Secret}" : held.Secret;

    private static string? Through(HolderAccess access, NamedHolder holder) => holder.Holder == access.Holder.Holder ? null : holder.Text;
}
