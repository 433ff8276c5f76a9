namespace ZenML.EndToEnd.Tests.Documentation;

/// <summary>A command of a page and the output that the page shows for it.</summary>
/// <param name="Line">Where the output starts in the page: an index of its lines.</param>
/// <param name="Text">The command, in bash.</param>
/// <param name="Shown">The lines of output in the page. A line <c>...</c> stands for any number of lines.</param>
/// <param name="Typed">What a person types at the questions, in order. Empty unless the command runs on a terminal.</param>
/// <param name="IsHidden">Whether the page does not show the command. Its output is not compared, and it must succeed.</param>
internal sealed record TranscriptCommand(int Line, string Text, IReadOnlyList<string> Shown, IReadOnlyList<string> Typed, bool IsHidden)
{
    /// <summary>The line that stands for any number of lines.</summary>
    public const string Ellipsis = "...";

    /// <summary>Whether somebody has to answer questions.</summary>
    public bool IsInteractive => Typed.Count > 0;
}
