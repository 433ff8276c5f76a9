using ZenML.Cli.Commands.Users;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Groups;

/// <summary>Groups as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class GroupData
{
    /// <summary>Groups.</summary>
    public static Presentation<Group> Presentation { get; } = new(
        "groups", Of,
        [
            new("ID", group => group.Id.ToString(), IsId: true),
            new("NAME", group => group.Name),
            new("DESCRIPTION", group => group.Description),
        ]);

    /// <summary>A group with its accounts, roles and secrets.</summary>
    public static ConfigurationMap Of(Group group, IReadOnlyList<NamedHolder> members, HolderAccess access)
    {
        var document = Of(group);
        document["members"] = new ConfigurationList(members.Select(member => (ConfigurationValue)member.Text));
        document["roles"] = HolderAccessDocument.Roles(access);
        document["secrets"] = HolderAccessDocument.Secrets(access);
        return document;
    }

    private static ConfigurationMap Of(Group group) => new()
    {
        ["id"] = group.Id.ToString(),
        ["name"] = group.Name,
        ["description"] = group.Description,
        ["created"] = Times.Text(group.Created),
        ["updated"] = Times.Text(group.Updated),
    };
}
