namespace ZenML.Protocol.Extensions;

/// <summary>References to check or to resolve.</summary>
public sealed record ReferencesRequest
{
    /// <summary>The most references in one request.</summary>
    public const int MaximumReferences = 10_000;

    /// <summary>The workspace in which they are resolved.</summary>
    public required Guid Workspace { get; init; }

    /// <summary>How thoroughly to check: <c>SECRET_AND_KEY_EXISTS</c> (the default), <c>SECRET_EXISTS</c> or <c>NONE</c>. Resolving does not look at it.</summary>
    public string? Level { get; init; }

    /// <summary>The references.</summary>
    public required IReadOnlyList<WireReference> References { get; init; }
}
