namespace ZenML.Core.Secrets.References;

/// <summary>Whether one reference would resolve. Carries no value.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Scope">The scope of the secret that wins, if one does.</param>
public sealed record ReferenceCheck(SecretReference Reference, ReferenceOutcome Outcome, SecretScope? Scope)
{
    /// <summary>When the values of that secret expire; null for never, or if it is not known.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the reference passes the level that was asked for.</summary>
    public bool Passes => Outcome == ReferenceOutcome.Resolves;
}
