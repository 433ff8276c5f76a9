namespace ZenML.Cli.Commands.Audit;

/// <summary>The group <c>audit</c>.</summary>
internal static class AuditNoun
{
    public static Noun Noun { get; } = new("audit", "Show, verify and export the audit log.",
    [
        new("list", "List reads of values, changes and logins.", context => new AuditListCommand(context)),
        new("show", "Show a record, with all records of the same operation.", context => new AuditShowCommand(context)),
        new("verify", "Check that nobody changed the audit log.", context => new AuditVerifyCommand(context)),
        new("export", "Write the audit log to a file or send it to a collector.", context => new AuditExportCommand(context)),
    ], "zenml audit list --secret db --since 7d", "zenml audit verify", "zenml audit export audit.jsonl");
}
