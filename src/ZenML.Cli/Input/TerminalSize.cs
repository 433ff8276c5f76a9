namespace ZenML.Cli.Input;

/// <summary>How large the terminal is.</summary>
internal static class TerminalSize
{
    /// <summary>What a terminal that does not say is taken for.</summary>
    private const int Unknown = 80;

    /// <summary>The number of columns.</summary>
    public static int Columns()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : Unknown;
        }
        catch (IOException)
        {
            return Unknown;
        }
    }
}
