namespace ZenML.Cli.Commands.Delivery;

/// <summary>How the keys of a secret become names of variables.</summary>
/// <param name="Prefix">What is put before each key.</param>
/// <param name="IsUpper">Whether keys are written in capital letters with underscores.</param>
internal sealed record VariableNaming(string Prefix, bool IsUpper)
{
    /// <summary>The name for a key. It can be invalid.</summary>
    public string Of(string key) => Prefix + (IsUpper ? VariableName.ToUpper(key) : key);
}
