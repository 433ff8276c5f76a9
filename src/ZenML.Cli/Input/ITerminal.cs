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
    /// Hides what is typed until the result is disposed of. Call it before showing the question, so that a quick answer
    /// is hidden too.
    /// </summary>
    IDisposable HideTyping();
}
