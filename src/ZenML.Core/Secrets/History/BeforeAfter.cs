namespace ZenML.Core.Secrets.History;

/// <summary>What a change made of a secret's name, scope or workspace.</summary>
/// <typeparam name="TValue">The type of what changed.</typeparam>
/// <param name="Before">What it was before.</param>
/// <param name="After">What it was then.</param>
public sealed record BeforeAfter<TValue>(TValue Before, TValue After);
