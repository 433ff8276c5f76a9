namespace ZenML.Core.Secrets.Import;

/// <summary>One secret to import: created if it does not exist, else merged or replaced.</summary>
/// <param name="Name">Its exact name.</param>
/// <param name="Values">Its keys and values.</param>
public sealed record SecretImport(SecretName Name, SecretValues Values)
{
    /// <summary>
    /// The scope. Null means the secret that the name refers to, your own before the workspace's; a new one is created in the workspace
    /// scope.
    /// </summary>
    public SecretScope? Scope { get; init; }

    /// <summary>Whether <see cref="Values"/> replace all keys of an existing secret instead of being merged with them.</summary>
    public bool ReplaceAll { get; init; }

    /// <summary>The values that the secret has after the import.</summary>
    /// <param name="present">The values that it has now; null if it does not exist.</param>
    public SecretValues ApplyTo(SecretValues? present) => new(present is null || ReplaceAll ? Values : present.Concat(Values));
}
