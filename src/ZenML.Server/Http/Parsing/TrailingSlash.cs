namespace ZenML.Server.Http.Parsing;

/// <summary>Marks the endpoints that are also found when a slash follows their path.</summary>
internal sealed class TrailingSlash
{
    private TrailingSlash()
    {
    }

    /// <summary>The mark.</summary>
    public static TrailingSlash Instance { get; } = new();
}
