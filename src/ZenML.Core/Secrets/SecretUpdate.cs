namespace ZenML.Core.Secrets;

/// <summary>A change of a secret. What is not named stays as it is.</summary>
public sealed record SecretUpdate
{
    /// <summary>The new name.</summary>
    public SecretName? Name { get; init; }

    /// <summary>The new scope.</summary>
    public SecretScope? Scope { get; init; }

    /// <summary>Keys to add or to give another value. They are merged with the stored ones inside the transaction.</summary>
    public SecretValues Set { get; init; } = new();

    /// <summary>Keys to remove.</summary>
    public IReadOnlyCollection<string> Remove { get; init; } = [];

    /// <summary>Whether removing a key that is not there is an error. If so, nothing of the update is done.</summary>
    public bool RequireRemoved { get; init; } = true;

    /// <summary>Whether <see cref="Set"/> replaces all keys instead of being merged.</summary>
    public bool ReplaceAll { get; init; }

    /// <summary>
    /// How many versions of its values to keep, the current one among them; 0 for the store's number. Versions beyond it are destroyed.
    /// </summary>
    public int? KeepVersions { get; init; }

    /// <summary>If given, the update is done only if the secret still has this <see cref="SecretInfo.Version"/>.</summary>
    public long? IfVersion { get; init; }
}
