using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret rename</c>.</summary>
internal sealed class SecretRenameCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");
    private readonly Option<string> newName = new("--new-name", "-n")
    {
        Description = "The new name.",
        Required = true,
        HelpName = "NAME",
    };

    private readonly Option<bool> yes = CommonOptions.Yes();

    public SecretRenameCommand(CliContext context)
        : base(context, "rename", Example.Of(
            "Rename a secret. Its id and values stay the same; references to the old name no longer resolve. The command "
                + "names them and, on a terminal, asks before it renames.",
            "zenml secret rename mlflow_secret --new-name mlflow_production"))
    {
        Define(name, newName.Completes(CompletionSource.FreeText), yes);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wanted = SecretName.Parse(result.GetRequiredValue(newName));
        var secret = await Context.FindSecretAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
        if (await new SecretChanges(Context, result.GetValue(yes)).RenameAsync(secret, wanted, cancellationToken))
        {
            Context.Writer.Say($"Renamed the secret '{secret.Name}' to '{wanted}'.");
        }

        return ExitCodes.Success;
    }
}
