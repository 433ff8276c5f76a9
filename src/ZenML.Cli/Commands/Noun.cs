namespace ZenML.Cli.Commands;

/// <summary>A group of commands: <c>secret</c>, <c>stack</c>, <c>experiment-tracker</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Summary">What its commands are about.</param>
/// <param name="Verbs">Its commands, in the order in which help shows them.</param>
/// <param name="Examples">How some of them are used.</param>
internal sealed record Noun(string Name, string Summary, IReadOnlyList<Verb> Verbs, params string[] Examples)
{
    /// <summary>
    /// The command that a word which is none of <see cref="Verbs"/> could be meant for, as a person would write it; null for none. The word
    /// is null if it must not be shown.
    /// </summary>
    public Func<string?, string>? Alternative { get; init; }
}
