using ZenML.Cli.Commands.Secrets;

namespace ZenML.Cli.Commands;

/// <summary>The one list of all commands.</summary>
internal static class Catalog
{
    /// <summary>The groups of commands, in the order in which help shows them.</summary>
    public static IReadOnlyList<Noun> Nouns { get; } =
    [
        SecretNoun.Noun,
    ];

    /// <summary>The commands that stand alone.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
    ];
}
