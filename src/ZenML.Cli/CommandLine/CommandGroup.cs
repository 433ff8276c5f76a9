using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.CommandLine;

/// <summary>Commands that <c>zenml --help</c> shows together.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Commands">Their names, in the order in which they are shown.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<string> Commands)
{
    /// <summary>All groups. A test finds commands that are in none.</summary>
    public static IReadOnlyList<CommandGroup> All() =>
    [
        new("Secrets", ["secret", "run", "inject"]),
        new("Stacks and components", ["stack", .. ComponentTypes.All.Select(type => type.CommandName())]),
        new("Pipelines", ["pipeline"]),
        new(
            "Server",
            [
                "connect", "disconnect", "whoami", "up", "down", "serve", "user", "service-account", "role", "group", "device", "token",
                "audit",
            ]),
        new("Settings", ["status", "workspace", "store", "backup", "doctor", "completion", "version"]),
    ];
}
