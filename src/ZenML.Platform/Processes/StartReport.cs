namespace ZenML.Platform.Processes;

/// <summary>
/// The report of a background server that it listens, over a pipe to the command that started it. The pipe is private,
/// so the report is trustworthy. A response at the server's address is not, because any program can listen there.
/// </summary>
/// <param name="User">The first account.</param>
/// <param name="Password">The state of its password.</param>
internal sealed record StartReport(string User, FirstPasswordState Password)
{
    private const string Start = "zenml-server";

    /// <summary>The last line, which marks a report as complete.</summary>
    private const string End = "ready";

    /// <summary>Parses a report.</summary>
    /// <returns>The report, or null if the text is incomplete or invalid.</returns>
    public static StartReport? TryParse(string text) =>
        text.Split('\n') is [Start, var user, var password, End, ""] && Enum.TryParse<FirstPasswordState>(password, out var state)
            && Enum.IsDefined(state)
            ? new StartReport(user, state)
            : null;

    /// <summary>Returns the text for <see cref="TryParse"/>. Account names have no line breaks.</summary>
    public override string ToString() => $"{Start}\n{User}\n{Password}\n{End}\n";
}
