namespace ZenML.Core.Backups;

/// <summary>The words for what is counted in a copy of a store. Backups contain them, so none is ever changed.</summary>
internal static class StoreCounts
{
    /// <summary>Secrets, without deleted ones.</summary>
    public const string Secrets = "secrets";

    /// <summary>Deleted secrets that can be brought back.</summary>
    public const string DeletedSecrets = "deleted_secrets";

    /// <summary>Versions of secrets, current ones too.</summary>
    public const string SecretVersions = "secret_versions";

    /// <summary>Components of stacks.</summary>
    public const string Components = "components";

    /// <summary>Stacks.</summary>
    public const string Stacks = "stacks";

    /// <summary>Workspaces.</summary>
    public const string Workspaces = "workspaces";

    /// <summary>Accounts of people and programs.</summary>
    public const string Accounts = "accounts";

    /// <summary>Pipeline runs.</summary>
    public const string PipelineRuns = "pipeline_runs";

    /// <summary>Records of changes.</summary>
    public const string AuditRecords = "audit_records";
}
