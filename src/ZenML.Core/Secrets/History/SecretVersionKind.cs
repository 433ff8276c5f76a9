namespace ZenML.Core.Secrets.History;

/// <summary>What made a version of a secret.</summary>
public enum SecretVersionKind
{
    /// <summary>It is not recorded: an older program made the version.</summary>
    Unknown,

    /// <summary>The secret was created.</summary>
    Create,

    /// <summary>Values, name, scope or settings were changed.</summary>
    Update,

    /// <summary>The values of an earlier version were made the current ones.</summary>
    Rollback,

    /// <summary>The secret was deleted.</summary>
    Delete,

    /// <summary>The deletion was taken back.</summary>
    Undelete,
}
