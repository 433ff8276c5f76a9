using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;

namespace ZenML.Protocol.Vocabulary;

/// <summary>The words of requests and responses. Client and server take them from here.</summary>
/// <remarks>
/// Types of components, actions of the audit and filter operators have theirs in Core (<c>ComponentTypes</c>,
/// <c>AuditTexts</c>, <c>FilterOperators</c>), because files and commands use the same words.
/// </remarks>
public static class WireWords
{
    /// <summary>Who sees a secret.</summary>
    public static Words<SecretScope> Scopes { get; } = new((SecretScope.Workspace, "workspace"), (SecretScope.User, "user"));

    /// <summary>What made a version of a secret.</summary>
    public static Words<SecretVersionKind> SecretVersionKinds { get; } = new(
        (SecretVersionKind.Create, "create"), (SecretVersionKind.Update, "update"), (SecretVersionKind.Rollback, "rollback"),
        (SecretVersionKind.Delete, "delete"), (SecretVersionKind.Undelete, "undelete"), (SecretVersionKind.Unknown, "unknown"));

    /// <summary>What there is of a version's values.</summary>
    public static Words<SecretVersionState> SecretVersionStates { get; } = new(
        (SecretVersionState.NoValues, "no_values"), (SecretVersionState.Current, "current"), (SecretVersionState.Stored, "stored"),
        (SecretVersionState.Destroyed, "destroyed"));

    /// <summary>How a key differs between two versions.</summary>
    public static Words<SecretDifferenceKind> SecretDifferenceKinds { get; } = new(
        (SecretDifferenceKind.Added, "added"), (SecretDifferenceKind.Changed, "changed"), (SecretDifferenceKind.Removed, "removed"));

    /// <summary>What an import did with a secret.</summary>
    public static Words<SecretImportOutcome> ImportOutcomes { get; } = new(
        (SecretImportOutcome.Created, "created"), (SecretImportOutcome.Updated, "updated"), (SecretImportOutcome.Unchanged, "unchanged"));

    /// <summary>How much of a name or id is enough.</summary>
    public static Words<LookupMode> LookupModes { get; } = new(
        (LookupMode.Exact, "exact"), (LookupMode.Changing, "changing"), (LookupMode.Reading, "reading"));

    /// <summary>How far the login of a device is.</summary>
    public static Words<DeviceStatus> DeviceStatuses { get; } = new(
        (DeviceStatus.Pending, "pending"), (DeviceStatus.Verified, "verified"), (DeviceStatus.Active, "active"),
        (DeviceStatus.Locked, "locked"));

    /// <summary>How a filter compares; in a query, the word stands before the operand with a colon between.</summary>
    public static Words<FilterOperator> FilterOperators { get; } = new([.. Core.Querying.FilterOperators.Words]);

    /// <summary>How thoroughly references are checked.</summary>
    public static Words<SecretValidationLevel> ValidationLevels { get; } = new(
        (SecretValidationLevel.SecretAndKeyExists, "SECRET_AND_KEY_EXISTS"), (SecretValidationLevel.SecretExists, "SECRET_EXISTS"),
        (SecretValidationLevel.None, "NONE"));

    /// <summary>What a check of a reference found.</summary>
    public static Words<ReferenceOutcome> ReferenceOutcomes { get; } = new(
        (ReferenceOutcome.Resolves, "resolves"), (ReferenceOutcome.SecretMissing, "secret_missing"),
        (ReferenceOutcome.KeyMissing, "key_missing"), (ReferenceOutcome.ValuesMissing, "values_missing"),
        (ReferenceOutcome.NotReadable, "not_readable"));

    /// <summary>What a reference to the name of a secret means.</summary>
    public static Words<UsageOutcome> UsageOutcomes { get; } = new(
        (UsageOutcome.Resolves, "resolves"), (UsageOutcome.OtherSecret, "other_secret"), (UsageOutcome.KeyMissing, "key_missing"));
}
