using System.CommandLine;

namespace ZenML.Cli.Commands.Server;

/// <summary>What the commands that start a server share.</summary>
internal static class ServerArguments
{
    /// <summary>Where a server listens if nobody says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8237";

    /// <summary>The setting of the server that says where it listens.</summary>
    public const string UrlsVariable = "ZENML_SERVER_URLS";

    /// <summary>The addresses of a text, separated as the server takes them.</summary>
    public static IReadOnlyList<string> SplitUrls(string urls) =>
        urls.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>--urls</c>.</summary>
    public static Option<string?> Urls() => new("--urls")
    {
        Description = $"Addresses to listen on, separated by semicolons. Default: {DefaultUrl}.",
        HelpName = "URLS",
    };

    /// <summary><c>--config</c>.</summary>
    public static Option<string?> Configuration() => new("--config")
    {
        Description = "A file with the server's settings.",
        HelpName = "FILE",
    };

    /// <summary>The arguments of the server's program.</summary>
    public static IReadOnlyList<string> Build(string? urls, string? configuration, bool allowEmptyPassword) =>
    [
        .. urls is null ? (string[])[] : ["--urls", urls], .. configuration is null ? (string[])[] : ["--config", configuration],
        .. allowEmptyPassword ? (string[])["--allow-empty-password"] : [],
    ];
}
