namespace ZenML.Core.Secrets.History;

/// <summary>What a change made of a secret's name, scope or workspace.</summary>
/// <typeparam name="TValue">The type of what changed.</typeparam>
/// <param name="From">What it was before.</param>
/// <param name="To">What it was then.</param>
public sealed record SecretMove<TValue>(TValue From, TValue To);
