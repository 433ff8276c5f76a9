namespace ZenML.Cli.Commands.Audit;

/// <summary>The group <c>audit</c>.</summary>
internal static class AuditNoun
{
    public static Noun Noun { get; } = new("audit", "Show the audit log.",
    [
        new("list", "List reads of values, changes and logins.", context => new AuditListCommand(context)),
    ], "zenml audit list --resource-type=secret --action=read");
}
