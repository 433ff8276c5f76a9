using ZenML.Core.Errors;

namespace ZenML.Formats;

/// <summary>Stacks as YAML: what <c>stack export</c> writes and <c>stack import</c> reads, in the shape that the Python program uses too.</summary>
public static class StackDocument
{
    /// <summary>Writes a stack. Plain text in sensitive attributes is left out; references are written as they are.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="omitted">The attributes that were left out.</param>
    public static string Write(StackDescription stack, out IReadOnlyList<OmittedAttribute> omitted) => throw new NotImplementedException();

    /// <summary>Reads a stack from YAML or JSON.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, one line for each mistake, naming the property.</exception>
    public static StackDescription Parse(string text) => throw new NotImplementedException();
}
