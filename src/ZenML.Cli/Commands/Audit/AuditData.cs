using System.Globalization;
using ZenML.Cli.Output;
using ZenML.Core.Auditing;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Audit;

/// <summary>
/// Events of the audit as data for programs. The names and their order are part of the compatibility promise.
/// </summary>
internal static class AuditData
{
    /// <summary>Events. Narrow terminals leave out the last columns.</summary>
    public static Presentation<AuditEvent> Presentation { get; } = new(
        "events", Of,
        [
            new("CREATED", audited => Times.Text(audited.Created), IsTime: true),
            new("USER", audited => audited.UserName),
            new("ACTION", audited => audited.Action.Text()),
            new("RESOURCE", DescribeResource),
            new("OUTCOME", audited => audited.Outcome.Text()),
            new("COUNT", audited => audited.Count.ToString(CultureInfo.InvariantCulture)),
            new("RESOURCE_TYPE", audited => audited.ResourceType),
            new("ADDRESS", audited => audited.Address ?? ""),
            new("KEYS", audited => string.Join(" ", audited.ChangedKeys)),
            new("ID", audited => audited.Id.ToString(), IsId: true),
        ]);

    /// <summary>The resource. The first of several records of one operation stands for all of them.</summary>
    private static string DescribeResource(AuditEvent audited)
    {
        var name = audited.ResourceName ?? audited.ResourceId?.ToString("D") ?? "";
        return audited.PartCount is { } parts
            ? string.Create(CultureInfo.InvariantCulture, $"{name} and {parts - 1} more")
            : name;
    }

    private static ConfigurationMap Of(AuditEvent audited) => new()
    {
        ["id"] = audited.Id.ToString(),
        ["created"] = Times.Text(audited.Created),
        ["user_id"] = Optional.Document(audited.UserId?.ToString()),
        ["user_name"] = audited.UserName,
        ["action"] = audited.Action.Text(),
        ["resource_type"] = audited.ResourceType,
        ["resource_id"] = Optional.Document(audited.ResourceId?.ToString("D")),
        ["resource_name"] = Optional.Document(audited.ResourceName),
        ["address"] = Optional.Document(audited.Address),
        ["outcome"] = audited.Outcome.Text(),
        ["count"] = audited.Count,
        ["name"] = Optional.Document(audited.BareName ?? audited.ResourceName),
        ["scope"] = Optional.Document(audited.Scope),
        ["owner_id"] = Optional.Document(audited.OwnerId?.ToString("D")),
        ["workspace_id"] = Optional.Document(audited.WorkspaceId?.ToString("D")),
        ["keys"] = new ConfigurationList(audited.ChangedKeys.Select(key => (ConfigurationValue)key)),
        ["part_of"] = Optional.Document(audited.PartOf?.ToString()),
        ["parts"] = audited.PartCount ?? 1,
    };
}
