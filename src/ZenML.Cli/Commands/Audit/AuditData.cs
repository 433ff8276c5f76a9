using System.Globalization;
using ZenML.Cli.Output;
using ZenML.Core.Auditing;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Audit;

/// <summary>Events of the audit as data for programs. The names and their order are a promise.</summary>
internal static class AuditData
{
    /// <summary>The columns for people.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [new("CREATED"), new("USER"), new("ACTION"), new("RESOURCE_TYPE"), new("RESOURCE"), new("ADDRESS"), new("OUTCOME"), new("COUNT")];

    /// <summary>An event for programs.</summary>
    public static ConfigurationMap Of(AuditEvent audited) => new()
    {
        ["id"] = audited.Id.ToString(),
        ["created"] = Times.Text(audited.Created),
        ["user_id"] = OrNull(audited.UserId?.ToString()),
        ["user_name"] = audited.UserName,
        ["action"] = audited.Action.Text(),
        ["resource_type"] = audited.ResourceType,
        ["resource_id"] = OrNull(audited.ResourceId?.ToString("D")),
        ["resource_name"] = OrNull(audited.ResourceName),
        ["address"] = OrNull(audited.Address),
        ["outcome"] = audited.Outcome.Text(),
        ["count"] = audited.Count,
    };

    /// <summary>An event for people.</summary>
    public static IReadOnlyList<string> Row(AuditEvent audited) =>
    [
        Times.Text(audited.Created), audited.UserName, audited.Action.Text(), audited.ResourceType,
        audited.ResourceName ?? audited.ResourceId?.ToString("D") ?? "", audited.Address ?? "", audited.Outcome.Text(), audited.Count.ToString(CultureInfo.InvariantCulture),
    ];

    private static ConfigurationValue OrNull(string? text) => text is null ? new ConfigurationNull() : text;
}
