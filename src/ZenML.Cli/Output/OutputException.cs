namespace ZenML.Cli.Output;

/// <summary>
/// Standard output or standard error cannot be written, for example because it is a file on a full disk.
/// </summary>
/// <param name="reason">The reason from the system.</param>
internal sealed class OutputException(string reason) : IOException($"Cannot write output: {reason}.");
