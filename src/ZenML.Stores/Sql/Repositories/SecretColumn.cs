using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>A column of the table of secrets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stored">What it stores of a secret.</param>
/// <param name="Authenticate">
/// Adds it to what the row's tag is made of; null for a column that others determine. What a column adds must never change: the tags of
/// existing rows are made of it. A column that is added later adds its name and its value, and nothing where it has no value, so that
/// existing tags stay valid and no two rows have one content.
/// </param>
internal sealed record SecretColumn(string Name, Func<SecretInfo, object?> Stored, Action<AssociatedData, SecretInfo>? Authenticate)
{
    /// <summary>The name of its parameter in statements.</summary>
    public string Parameter { get; } = $"@{Name}";

    /// <summary>Whether a change of the secret can change it.</summary>
    public bool CanChange { get; init; } = true;
}
