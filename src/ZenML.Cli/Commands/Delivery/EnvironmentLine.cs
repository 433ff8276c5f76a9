namespace ZenML.Cli.Commands.Delivery;

/// <summary>A variable in a file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Text">The text, without quotation marks.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record EnvironmentLine(string Name, string Text, int Line);
