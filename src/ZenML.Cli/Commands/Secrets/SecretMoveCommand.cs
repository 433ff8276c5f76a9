using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret move</c>.</summary>
internal sealed class SecretMoveCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("The new scope.", "--to-scope");
    private readonly Option<string?> workspace = SecretPlace.WorkspaceOption("The new workspace.");
    private readonly Option<bool> yes = CommonOptions.Yes();

    public SecretMoveCommand(CliContext context)
        : base(context, "move", Example.Of(
            "Move a secret to another scope or workspace. Its id and values stay the same; references in the workspace that it leaves "
                + "no longer resolve. The command names them, and says so if the workspace can read earlier versions from then on. On a "
                + "terminal, it asks before it moves.",
            "zenml secret move mlflow_secret --to-workspace research",
            "zenml secret move mlflow_secret --to-scope user"))
    {
        Define(name, scope, workspace, yes);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wantedScope = result.GetScope(scope);
        if (wantedScope is null && result.GetValue(workspace) is null)
        {
            throw new UsageException("A move needs --to-scope, --to-workspace or both.");
        }

        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        var target = await SecretPlace.FindWorkspaceAsync(Context, result.GetValue(workspace), cancellationToken);
        if ((wantedScope ?? secret.Scope) == secret.Scope && (target?.Id ?? secret.Workspace.Id) == secret.Workspace.Id)
        {
            Context.Writer.Say($"The secret '{secret.Name}' is in {SecretPlace.Of(secret):raw} already: nothing changed.");
            return ExitCodes.Success;
        }

        if (await new SecretChanges(Context, result.GetValue(yes)).MoveAsync(secret, wantedScope, target, cancellationToken) is { } moved)
        {
            Context.Writer.Say($"Moved the secret '{moved.Name}' to {SecretPlace.Of(moved):raw}.");
        }

        return ExitCodes.Success;
    }
}
