namespace ZenML.Server.Http.Parsing;

/// <summary>Marks an endpoint whose request body is limited to <see cref="AnonymousLimits.MaximumBodyBytes"/> for every
/// caller.</summary>
internal sealed class SmallBody
{
    private SmallBody()
    {
    }

    /// <summary>The only instance.</summary>
    public static SmallBody Instance { get; } = new();
}
