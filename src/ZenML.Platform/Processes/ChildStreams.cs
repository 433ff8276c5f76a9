namespace ZenML.Platform.Processes;

/// <summary>What a program gets as its standard streams.</summary>
/// <param name="Terminal">The path of the terminal that becomes its controlling terminal and standard input; null to share both.</param>
/// <param name="Output">The descriptor that becomes standard output.</param>
/// <param name="Error">The descriptor that becomes standard error.</param>
internal readonly record struct ChildStreams(string? Terminal, int Output, int Error);
