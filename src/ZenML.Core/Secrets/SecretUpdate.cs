using ZenML.Core.Errors;
using ZenML.Core.Secrets.Details;

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

    /// <summary>Whether it is restricted from now on (<see cref="SecretInfo.IsRestricted"/>); null to leave that as it is.</summary>
    public bool? IsRestricted { get; init; }

    /// <summary>What to note about it; null to leave that as it is.</summary>
    public SecretDetailsUpdate? Details { get; init; }

    /// <summary>If given, the update is done only if the secret still has this <see cref="SecretInfo.Version"/>.</summary>
    public long? IfVersion { get; init; }

    /// <summary>Whether it concerns keys and values, and not the name or scope alone.</summary>
    public bool ChangesValues => ReplaceAll || Set.Count > 0 || Remove.Count > 0;

    /// <summary>Returns the keys that a secret has after this update.</summary>
    /// <param name="present">The keys that it has now.</param>
    public IReadOnlyList<string> FindKeys(IReadOnlyList<string> present) => ChangesValues
        ? [.. (ReplaceAll ? [] : present).Union(Set.Keys, StringComparer.Ordinal).Except(Remove, StringComparer.Ordinal)]
        : present;

    /// <summary>Returns the values that a secret has after this update.</summary>
    /// <param name="current">The secret; null for a new one.</param>
    /// <param name="present">Its values; not needed if <see cref="ReplaceAll"/>.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such key to remove; <see cref="ErrorCode.TooLarge"/>.
    /// </exception>
    public SecretValues Merge(SecretInfo? current, SecretValues? present)
    {
        var values = new SecretValues(ReplaceAll ? Set : present!.Concat(Set));
        var absent = Remove.Where(key => !values.Remove(key)).ToArray();
        if (absent.Length > 0 && RequireRemoved)
        {
            var keys = string.Join(", ", absent.Select(key => $"'{key}'"));
            throw new ZenException(
                ErrorCode.NotFound, $"The secret '{current?.Name}' has no key {keys} to remove. Nothing was changed.");
        }

        SecretLimits.Check(values);
        return values;
    }
}
