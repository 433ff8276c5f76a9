namespace ZenML.Core.Runs;

/// <summary>
/// A JSON document of a client. It is returned as it was written: the order of keys and the digits of numbers stay. Only servers remove
/// white space.
/// </summary>
/// <param name="Text">One JSON value.</param>
public readonly record struct OpaqueJson(string Text)
{
    /// <summary>A map without entries.</summary>
    public static OpaqueJson EmptyMap { get; } = new("{}");

    /// <summary>The document.</summary>
    public override string ToString() => Text;
}
