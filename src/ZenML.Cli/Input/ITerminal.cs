namespace ZenML.Cli.Input;

/// <summary>The keyboard.</summary>
internal interface ITerminal
{
    /// <summary>Whether a person can answer: standard input is a terminal.</summary>
    bool CanAsk { get; }

    /// <summary>Reads one line, shown as it is typed.</summary>
    /// <returns>The line, or null at the end of input.</returns>
    string? ReadLine();

    /// <summary>Reads one line without showing it.</summary>
    /// <returns>The line, or null at the end of input.</returns>
    string? ReadHiddenLine();
}
