namespace ZenML.Client;

/// <summary>A notice of <see cref="SecretChangesClient.WatchAsync"/>. It has no names and no values: read what you need.</summary>
public sealed record SecretsChange
{
    internal SecretsChange(bool isStart, string cursor) => (IsStart, Cursor) = (isStart, cursor);

    /// <summary>Whether the watch has just begun. Changes from now on are noticed.</summary>
    public bool IsStart { get; }

    /// <summary>The state of the secrets, to compare for equality.</summary>
    internal string Cursor { get; }
}
