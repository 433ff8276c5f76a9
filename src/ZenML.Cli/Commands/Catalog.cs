using ZenML.Cli.Commands.Audit;
using ZenML.Cli.Commands.Backup;
using ZenML.Cli.Commands.Components;
using ZenML.Cli.Commands.Delivery;
using ZenML.Cli.Commands.Devices;
using ZenML.Cli.Commands.Doctor;
using ZenML.Cli.Commands.General;
using ZenML.Cli.Commands.Groups;
using ZenML.Cli.Commands.Pipelines;
using ZenML.Cli.Commands.Roles;
using ZenML.Cli.Commands.Secrets;
using ZenML.Cli.Commands.Server;
using ZenML.Cli.Commands.ServiceAccounts;
using ZenML.Cli.Commands.Stacks;
using ZenML.Cli.Commands.Store;
using ZenML.Cli.Commands.Tokens;
using ZenML.Cli.Commands.Users;
using ZenML.Cli.Commands.Workspaces;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands;

/// <summary>The list of all commands.</summary>
internal static class Catalog
{
    /// <summary>The groups of commands, in the order in which help shows them.</summary>
    public static IReadOnlyList<Noun> Nouns { get; } =
    [
        SecretNoun.Noun,
        StackNoun.Noun,
        .. ComponentTypes.All.Select(ComponentNoun.Of),
        PipelineNoun.Noun,
        WorkspaceNoun.Noun,
        UserNoun.Noun,
        ServiceAccountNoun.Noun,
        RoleNoun.Noun,
        GroupNoun.Noun,
        DeviceNoun.Noun,
        TokenNoun.Noun,
        AuditNoun.Noun,
        StoreNoun.Noun,
        BackupNoun.Noun,
    ];

    /// <summary>The commands that are in no group.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        new("run", "Run a command with values of secrets as environment variables.", context => new RunCommand(context)),
        new("inject", "Replace references in a template with their values.", context => new InjectCommand(context)),
        new("status", "Show the store, user, workspace and stack in use.", context => new StatusCommand(context)),
        new("doctor", "Find out what is wrong with the store, the settings and the server.", context => new DoctorCommand(context)),
        new("connect", "Use a server instead of the local store.", context => new ConnectCommand(context)),
        new("disconnect", "Disconnect from the server and use the local store again.", context => new DisconnectCommand(context)),
        new("whoami", "Show the account, server and workspace in use.", context => new WhoAmICommand(context)),
        new("serve", "Run a server in the foreground.", context => new ServeCommand(context)),
        new("up", "Run a server in the background.", context => new UpCommand(context)),
        new("down", "Stop the background server.", context => new DownCommand(context)),
        new("version", "Show the version of zenml.", context => new VersionCommand(context)),
        new("completion", "Print a completion script for a shell.", context => new CompletionCommand(context)),
    ];
}
