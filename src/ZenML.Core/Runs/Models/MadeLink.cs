namespace ZenML.Core.Runs.Models;

/// <summary>A link, and whether it is new.</summary>
/// <typeparam name="TLink">The kind of link.</typeparam>
/// <param name="Link">The link.</param>
/// <param name="IsNew">Whether it was created; otherwise it existed.</param>
public sealed record MadeLink<TLink>(TLink Link, bool IsNew);
