namespace ZenML.Core.Secrets.Import;

/// <summary>What an import did.</summary>
/// <param name="Secrets">What happened to each secret, in the order of the import.</param>
public sealed record SecretImportReport(IReadOnlyList<ImportedSecret> Secrets)
{
    /// <summary>Whether the secrets were changed in one transaction. False only over servers that have no such request.</summary>
    public bool IsOneTransaction { get; init; } = true;
}
