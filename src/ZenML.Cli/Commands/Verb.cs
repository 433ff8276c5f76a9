using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands;

/// <summary>
/// A command that is built only when needed: building all of them takes longer than running one.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Build">Builds the command with its arguments and options.</param>
internal sealed record Verb(string Name, string Summary, Func<CliContext, Command> Build)
{
    /// <summary>
    /// The commands of a verb that is itself a group (<c>flavor</c>, <c>pipeline runs</c>).
    /// </summary>
    public IReadOnlyList<Verb> Children { get; init; } = [];

    /// <summary>A verb that groups others.</summary>
    public static Verb Group(string name, string summary, string example, params IReadOnlyList<Verb> children) =>
        new(name, summary, _ => new Command(name, Example.Of(summary, example))) { Children = children };
}
