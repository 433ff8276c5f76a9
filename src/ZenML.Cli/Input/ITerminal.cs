namespace ZenML.Cli.Input;

/// <summary>The keyboard.</summary>
internal interface ITerminal
{
    /// <summary>Whether a person can answer: standard input is a terminal.</summary>
    bool CanAsk { get; }

    /// <summary>Reads one line.</summary>
    /// <returns>The line, or null at the end of input.</returns>
    string? ReadLine();

    /// <summary>
    /// Shows nothing of what is typed until the result is disposed. Called before the question is shown, so that a
    /// quick answer does not show either.
    /// </summary>
    IDisposable HideTyping();
}
