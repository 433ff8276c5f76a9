namespace ZenML.Protocol.Extensions;

/// <summary>How much a request about references can hold.</summary>
public static class ReferenceLimits
{
    /// <summary>The most references in one request.</summary>
    public const int MaximumReferences = 10_000;
}
