using System.CommandLine;

namespace ZenML.Cli.Commands.Server;

/// <summary>Options and settings of the commands that start a server.</summary>
internal static class ServerArguments
{
    /// <summary>The default address of a server.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8237";

    /// <summary>The server setting with its addresses.</summary>
    public const string UrlsVariable = "ZENML_SERVER_URLS";

    /// <summary>Splits a list of addresses as the server does.</summary>
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
    public static IReadOnlyList<string> Build(string? urls, string? configuration, bool allowEmptyPassword, bool resetPassword) =>
    [
        .. urls is null ? (string[])[] : ["--urls", urls], .. configuration is null ? (string[])[] : ["--config", configuration],
        .. allowEmptyPassword ? (string[])["--allow-empty-password"] : [],
        .. resetPassword ? (string[])["--reset-password"] : [],
    ];
}
