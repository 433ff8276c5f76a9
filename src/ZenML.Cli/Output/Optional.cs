using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>Values that can be absent: null in documents, nothing in tables.</summary>
internal static class Optional
{
    /// <summary>A text in a document.</summary>
    public static ConfigurationValue Document(string? text) => text is null ? new ConfigurationNull() : text;

    /// <summary>A time in a document.</summary>
    public static ConfigurationValue Document(DateTimeOffset? time) => Document(time is { } known ? Times.Text(known) : null);

    /// <summary>A time in a table.</summary>
    public static string Cell(DateTimeOffset? time) => time is { } known ? Times.Text(known) : "";
}
