using System.CommandLine;

namespace ZenML.Cli.Commands.Server;

/// <summary>What the commands that start a server share.</summary>
internal static class ServerArguments
{
    /// <summary>Where a server listens if nobody says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8237";

    /// <summary><c>--urls</c>.</summary>
    public static Option<string?> Urls() => new("--urls") { Description = $"Where to listen, several separated by semicolons. Without it: {DefaultUrl}.", HelpName = "URLS" };

    /// <summary><c>--config</c>.</summary>
    public static Option<string?> Configuration() => new("--config") { Description = "A file with settings of the server.", HelpName = "FILE" };

    /// <summary>The arguments of the server's program.</summary>
    public static IReadOnlyList<string> Build(string? urls, string? configuration) =>
        [.. urls is null ? (string[])[] : ["--urls", urls], .. configuration is null ? (string[])[] : ["--config", configuration]];
}
