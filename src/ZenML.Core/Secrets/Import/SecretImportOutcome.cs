namespace ZenML.Core.Secrets.Import;

/// <summary>What an import did with a secret, or would do in a dry run.</summary>
public enum SecretImportOutcome
{
    /// <summary>The secret is new.</summary>
    Created,

    /// <summary>Keys were added, changed or removed.</summary>
    Updated,

    /// <summary>The secret already had these values. It was not written and keeps its version.</summary>
    Unchanged,
}
