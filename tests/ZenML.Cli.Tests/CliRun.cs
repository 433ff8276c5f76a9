namespace ZenML.Cli.Tests;

/// <summary>What one command line left.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Out">Its data.</param>
/// <param name="Error">Its talk.</param>
internal sealed record CliRun(int ExitCode, string Out, string Error);
