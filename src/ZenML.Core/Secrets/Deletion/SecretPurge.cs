namespace ZenML.Core.Secrets.Deletion;

/// <summary>On which conditions a deleted secret is deleted for good.</summary>
public sealed record SecretPurge
{
    /// <summary>If given, the deleted secret must still have this <see cref="SecretInfo.Version"/>.</summary>
    public long? IfVersion { get; init; }

    /// <summary>
    /// Whether to purge it even if its row is not what was written. Its name and owner may be wrong then, so check by its id that it is
    /// the one you mean.
    /// </summary>
    public bool EvenIfDamaged { get; init; }
}
