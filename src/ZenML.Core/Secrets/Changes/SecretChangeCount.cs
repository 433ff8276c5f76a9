using System.Globalization;

namespace ZenML.Core.Secrets.Changes;

/// <summary>
/// Marks of the latest changes of the secrets of a workspace that one account sees: numbers that each change replaces by one that never
/// was there before, not even if the store is restored from an older backup. 0 before the first change.
/// </summary>
/// <param name="Shared">The mark of secrets in the workspace scope.</param>
/// <param name="Private">The mark of the account's own secrets in the user scope.</param>
public readonly record struct SecretChangeCount(long Shared, long Private)
{
    /// <summary>Stands for the versions of single secrets that the account sees; null if it sees none one by one.</summary>
    public string? Single { get; init; }

    /// <summary>Returns the cursor: equal for equal marks only.</summary>
    public string ToCursor() => string.Create(
        CultureInfo.InvariantCulture, $"{Shared}-{Private}{(Single is null ? "" : "-")}{Single}");
}
