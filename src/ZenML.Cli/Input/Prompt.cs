using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Input;

/// <summary>
/// Asks questions on the terminal. Questions are written to standard error, so that standard output has only data.
/// </summary>
internal sealed class Prompt(CliEnvironment environment)
{
    /// <summary>Asks until something is entered.</summary>
    public string AskText(string question)
    {
        while (true)
        {
            var answer = Ask($"{question}: ");
            if (answer.Length > 0)
            {
                return answer;
            }
        }
    }

    /// <summary>Prompts for a value without showing it. An empty answer is valid.</summary>
    /// <param name="question">The question.</param>
    /// <param name="instead">What gives the value without a terminal, for the error; null if only help says so.</param>
    public string AskHidden(string question, string? instead = null)
    {
        using (environment.Terminal.HideTyping())
        {
            try
            {
                return Ask($"{question}: ", instead: instead);
            }
            finally
            {
                // The line break that ended the answer was not shown either.
                environment.Error.WriteLine();
                environment.Error.Flush();
            }
        }
    }

    /// <summary>Asks for a text of several lines without showing it. Ctrl+D on an empty line ends it.</summary>
    /// <param name="what">What is asked for.</param>
    public string AskHiddenLines(MessageText what)
    {
        using (environment.Terminal.HideTyping())
        {
            try
            {
                var lines = new StringBuilder();
                lines.Append(Ask($"{what.ToString()} (not shown; end with Ctrl+D on an empty line): ")).Append('\n');
                while (environment.Terminal.ReadLine() is { } line)
                {
                    lines.Append(line).Append('\n');
                }

                return lines.ToString();
            }
            finally
            {
                environment.Error.WriteLine();
                environment.Error.Flush();
            }
        }
    }

    /// <summary>Asks a yes-or-no question until it is answered.</summary>
    /// <param name="question">The question.</param>
    /// <param name="assumed">The meaning of an empty answer; null to ask again.</param>
    /// <param name="skippedBy">The option that skips the question, for the error without a terminal; null if there is none.</param>
    public bool Confirm(string question, bool? assumed = null, string? skippedBy = null)
    {
        var choices = assumed switch { true => "[Y/n]", false => "[y/N]", null => "[y/n]" };
        while (true)
        {
            switch (Ask($"{question} {choices}: ", skippedBy).Trim().ToLowerInvariant())
            {
                case "y" or "yes":
                    return true;
                case "n" or "no":
                    return false;
                case "" when assumed is { } answer:
                    return answer;
            }
        }
    }

    /// <summary>As <see cref="AskHidden(string, string?)"/>, with names from elsewhere in the question.</summary>
    public string AskHidden(MessageText question, string? instead = null) => AskHidden(question.ToString(), instead);

    /// <summary>As <see cref="Confirm(string, bool?, string?)"/>, with names from elsewhere in the question.</summary>
    public bool Confirm(MessageText question, bool? assumed = null) => Confirm(question.ToString(), assumed);

    private string Ask(string question, string? skippedBy = null, string? instead = null)
    {
        environment.Error.Write(VisibleText.EscapeMessage(question));
        environment.Error.Flush();
        if (!environment.Terminal.CanAsk)
        {
            environment.Error.WriteLine();
            var advice = skippedBy is not null ? $"To skip the question, use {skippedBy}."
                : instead is not null ? $"Use {instead} instead."
                : "Use arguments and options instead; --help lists them.";
            throw new ZenException(ErrorCode.Aborted, $"Input is required, but standard input is not a terminal. {advice}");
        }

        return environment.Terminal.ReadLine() ?? throw new ZenException(ErrorCode.Aborted, "Aborted.");
    }
}
