using ZenML.Cli.Commands.Roles;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.Sharing;

/// <summary>
/// Who can do what with a secret, as data for programs and as a table. The names and their order are part of the compatibility promise.
/// </summary>
internal static class SecretAccessDocument
{
    /// <summary>The columns of the table.</summary>
    public static IReadOnlyList<ItemColumn<SecretAccessEntry>> Columns { get; } =
    [
        new("HOLDER", entry => entry.Holder.Text),
        new("CAN", entry => Rights(entry.Rights)),
        new("WHY", Why),
        new("UNTIL", entry => Optional.Cell(entry.Until), IsTime: true),
    ];

    /// <summary>An account or a group with what it can do.</summary>
    public static ConfigurationMap Of(SecretAccessEntry entry)
    {
        var document = RoleData.Of(entry.Holder);
        document["rights"] = new ConfigurationList(entry.Rights.Texts().Select(right => (ConfigurationValue)right));
        document["reason"] = Reason(entry.Reason);
        document["role"] = Optional.Document(entry.Role?.Text());
        document["all_workspaces"] = entry.IsEverywhere;
        document["through"] = Optional.Document(entry.Via?.Text);
        document["until"] = Optional.Document(entry.Until);
        return document;
    }

    /// <remarks>Who can read a secret can describe it, too.</remarks>
    private static string Rights(SecretRights rights) => rights == SecretRights.All
        ? "everything"
        : string.Join(", ", (rights.HasFlag(SecretRights.Read) ? rights & ~SecretRights.Describe : rights).Texts());

    private static string Why(SecretAccessEntry entry)
    {
        var why = entry.Reason switch
        {
            SecretAccessReason.Owner => "owner",
            SecretAccessReason.Grant => "shared",
            SecretAccessReason.Creator => "creator",
            _ => $"{entry.Role?.Text()} {(entry.IsEverywhere ? "in every workspace" : "in the workspace")}",
        };
        return entry.Via is { } group ? $"{why}, through {group.Text}" : why;
    }

    private static string Reason(SecretAccessReason reason) => reason switch
    {
        SecretAccessReason.Owner => "owner",
        SecretAccessReason.Creator => "creator",
        SecretAccessReason.Grant => "grant",
        _ => "role",
    };
}
