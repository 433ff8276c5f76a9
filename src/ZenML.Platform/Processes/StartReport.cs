namespace ZenML.Platform.Processes;

/// <summary>
/// What a server that was started in the background says once it listens, over the pipe that the command which started it
/// gave it. Nobody else holds the other end, so it is believed; what answers at an address is not, for any program can
/// listen there.
/// </summary>
/// <param name="User">The first account.</param>
/// <param name="Password">What the store says of its password.</param>
internal sealed record StartReport(string User, FirstPasswordState Password)
{
    private const string Start = "zenml-server";

    /// <summary>The last line, so that half a report is none.</summary>
    private const string End = "ready";

    /// <summary>Reads a report.</summary>
    /// <returns>Null if the text is none.</returns>
    public static StartReport? TryParse(string text) =>
        text.Split('\n') is [Start, var user, var password, End, ""] && Enum.TryParse<FirstPasswordState>(password, out var state)
            && Enum.IsDefined(state)
            ? new StartReport(user, state)
            : null;

    /// <summary>The text that <see cref="TryParse"/> reads. Names of accounts have no line breaks.</summary>
    public override string ToString() => $"{Start}\n{User}\n{Password}\n{End}\n";
}
