namespace ZenML.Cli.CommandLine;

/// <summary>Descriptions with examples for help.</summary>
internal static class Example
{
    /// <summary>A summary, followed by examples.</summary>
    public static string Of(string summary, params ReadOnlySpan<string> examples)
    {
        var text = new System.Text.StringBuilder(summary).AppendLine().AppendLine().Append(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
        {
            text.AppendLine().Append("  ").Append(example);
        }

        return text.ToString();
    }
}
