namespace ZenML.Server.Http.Parsing;

/// <summary>Says of an endpoint that its body is never long, whoever sends it: <see cref="AnonymousLimits.MaximumBodyBytes"/> at
/// most.</summary>
internal sealed class SmallBody
{
    private SmallBody()
    {
    }

    /// <summary>The one.</summary>
    public static SmallBody Instance { get; } = new();
}
