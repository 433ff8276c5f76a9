namespace ZenML.Core.Runs.Tracking;

/// <summary>A JSON document that a client keeps here. It is returned as it came: the order of keys, the digits of numbers, the blanks.</summary>
/// <param name="Text">One JSON value.</param>
public readonly record struct OpaqueJson(string Text)
{
    /// <summary>A map without entries.</summary>
    public static OpaqueJson EmptyMap { get; } = new("{}");

    /// <summary>The document.</summary>
    public override string ToString() => Text;
}
