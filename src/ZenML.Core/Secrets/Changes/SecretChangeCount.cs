using System.Globalization;

namespace ZenML.Core.Secrets.Changes;

/// <summary>How often the secrets of a workspace that one account sees have changed.</summary>
/// <param name="Shared">The changes of secrets in the workspace scope.</param>
/// <param name="Private">The changes of the account's own secrets in the user scope.</param>
public readonly record struct SecretChangeCount(long Shared, long Private)
{
    /// <summary>Stands for the versions of single secrets that the account sees; null if it sees none one by one.</summary>
    public string? Single { get; init; }

    /// <summary>Returns the cursor: equal for equal counts only.</summary>
    public string ToCursor() => string.Create(
        CultureInfo.InvariantCulture, $"{Shared}-{Private}{(Single is null ? "" : "-")}{Single}");
}
