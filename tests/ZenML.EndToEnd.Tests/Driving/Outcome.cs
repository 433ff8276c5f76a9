using System.Globalization;
using System.Text.Json.Nodes;

namespace ZenML.EndToEnd.Tests.Driving;

/// <summary>What one run of the executable left.</summary>
/// <param name="CommandLine">What was run.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Outcome(string CommandLine, int ExitCode, string Out, string Error)
{
    /// <summary>Standard output and standard error together.</summary>
    public string Everything => Out + Error;

    /// <summary>Its standard output as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Out) ?? throw new InvalidOperationException($"`{CommandLine}` wrote JSON's null.");

    /// <summary>Fails the test unless it ended with this exit code.</summary>
    public Outcome Expect(int exitCode)
    {
        Assert.True(
            ExitCode == exitCode,
            string.Create(
                CultureInfo.InvariantCulture,
                $"`{CommandLine}` exited {ExitCode}, not {exitCode}.\nstdout: {Out}\nstderr: {Error}"));
        return this;
    }
}
