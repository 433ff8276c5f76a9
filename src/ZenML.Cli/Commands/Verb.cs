using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands;

/// <summary>
/// One command, described without being built: building all of them would take longer than running one.
/// </summary>
/// <param name="Name">The word.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Build">Makes the command with its arguments and options.</param>
internal sealed record Verb(string Name, string Summary, Func<CliContext, Command> Build)
{
    /// <summary>
    /// The commands below, for the few verbs that are groups themselves (<c>flavor</c>, <c>pipeline runs</c>).
    /// </summary>
    public IReadOnlyList<Verb> Children { get; init; } = [];

    /// <summary>A verb that groups others.</summary>
    public static Verb Group(string name, string summary, string example, params IReadOnlyList<Verb> children) =>
        new(name, summary, _ => new Command(name, Example.Of(summary, example))) { Children = children };
}
