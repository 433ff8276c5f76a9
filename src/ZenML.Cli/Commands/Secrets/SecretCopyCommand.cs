using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Transfers;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret copy</c>.</summary>
internal sealed class SecretCopyCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Argument<string> copyName = new("NEW") { Description = "The name of the copy." };
    private readonly Option<string?> scope = CommonOptions.Scope("The scope of the copy. Default: that of the original.", "--to-scope");
    private readonly Option<string?> workspace = SecretPlace.WorkspaceOption("The workspace of the copy. Default: that of the original.");

    public SecretCopyCommand(CliContext context)
        : base(context, "copy", Example.Of(
            "Create a secret with the values of another. The copy is a secret of its own: later changes of one do not change the other.",
            "zenml secret copy mlflow_secret mlflow_staging",
            "zenml secret copy mlflow_secret mlflow_secret --to-workspace research"))
    {
        Define(name, copyName, scope, workspace);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wanted = SecretName.Parse(result.GetRequiredValue(copyName));
        var original = await Context.FindSecretAsync(
            result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        var target = await SecretPlace.FindWorkspaceAsync(Context, result.GetValue(workspace), cancellationToken);
        var copied = await Context.Client.Secrets.CopyAsync(
            original.Id, new SecretCopy(wanted) { Scope = result.GetScope(scope), Workspace = target?.Id }, cancellationToken);
        Context.Writer.Say($"Copied the secret '{original.Name}' to '{copied.Name}' in {SecretPlace.Of(copied):raw}.");
        return ExitCodes.Success;
    }
}
