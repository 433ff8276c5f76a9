using System.CommandLine;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Arguments that several commands share. Each call makes a new one, since an argument belongs to one command.
/// </summary>
internal static class CommonArguments
{
    /// <summary>Names what a command reads: <see cref="Core.Querying.Lookups.LookupMode.Reading"/>.</summary>
    public static Argument<string> ToRead(string name) =>
        new(name) { Description = "A name, an id, or an unambiguous prefix of either." };

    /// <summary>Names what a command changes: <see cref="Core.Querying.Lookups.LookupMode.Changing"/>.</summary>
    public static Argument<string> ToChange(string name) =>
        new(name) { Description = "A name, an id, or at least the first 8 digits of one." };

    /// <summary>May name what a command is about.</summary>
    /// <param name="name">The argument as help shows it.</param>
    /// <param name="otherwise">What the command is about without it.</param>
    public static Argument<string?> Optional(string name, string otherwise) => new(name)
    {
        Description = $"A name, an id, or a prefix of either. Default: {otherwise}.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
