using System.CommandLine;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Arguments that several commands share. Each call makes a new one, since an argument belongs to one command.
/// </summary>
internal static class CommonArguments
{
    private const string ForReading = "A name, an id, or an unambiguous prefix of either.";

    private const string ForChange = "A name, an id, or at least the first 8 digits of an id.";

    /// <summary>Names what a command reads: <see cref="Core.Querying.Lookups.LookupMode.Reading"/>.</summary>
    public static Argument<string> ToRead(string name) =>
        new(name) { Description = ForReading };

    /// <summary>Names what a command changes: <see cref="Core.Querying.Lookups.LookupMode.Changing"/>.</summary>
    public static Argument<string> ToChange(string name) =>
        new(name) { Description = ForChange };

    /// <summary>Names one or more things that a command changes.</summary>
    public static Argument<string[]> ManyToChange(string name) =>
        new(name) { Description = $"{ForChange} Can be repeated.", Arity = ArgumentArity.OneOrMore };

    /// <summary>May name what a command reads or, with <paramref name="changes"/>, what it changes.</summary>
    /// <param name="name">The argument as help shows it.</param>
    /// <param name="otherwise">What the command is about without it.</param>
    /// <param name="changes">Whether the command uses <see cref="Core.Querying.Lookups.LookupMode.Changing"/>.</param>
    public static Argument<string?> Optional(string name, string otherwise, bool changes = false) => new(name)
    {
        Description = $"{(changes ? ForChange : ForReading)} Default: {otherwise}.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
