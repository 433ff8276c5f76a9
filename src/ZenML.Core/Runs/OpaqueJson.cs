namespace ZenML.Core.Runs;

/// <summary>A JSON document that is stored and returned exactly as the client sent it, including its white space.</summary>
/// <param name="Text">One JSON value.</param>
public readonly record struct OpaqueJson(string Text)
{
    /// <summary>A map without entries.</summary>
    public static OpaqueJson EmptyMap { get; } = new("{}");

    /// <summary>The document.</summary>
    public override string ToString() => Text;
}
