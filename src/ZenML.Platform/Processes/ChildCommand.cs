namespace ZenML.Platform.Processes;

/// <summary>A program to start.</summary>
/// <param name="File">Its path.</param>
/// <param name="Arguments">All its arguments; the first is the name by which it was called.</param>
/// <param name="Environment">Its whole environment.</param>
internal sealed record ChildCommand(
    string File, IReadOnlyList<string> Arguments, IReadOnlyCollection<KeyValuePair<string, string>> Environment)
{
    /// <summary>The environment as the system takes it.</summary>
    public IEnumerable<string> EnvironmentTexts => Environment.Select(variable => $"{variable.Key}={variable.Value}");
}
