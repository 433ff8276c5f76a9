using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret delete</c>.</summary>
internal sealed class SecretDeleteCommand : Command
{
    public SecretDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete a secret and its values. There is no way back.", "zenml secret delete mlflow_secret --yes"))
    {
        var name = new Argument<string>("NAME_OR_ID") { Description = "A name, an id, or at least 8 digits of one." };
        var yes = CommonOptions.Yes();
        Arguments.Add(name);
        name.SuggestSecrets(context);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var secret = await context.Client.Secrets.FindAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
            var scope = SecretDocument.Text(secret.Scope);
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the secret '{secret.Name}' ({secret.Id}) in the {scope} scope with all its values?"))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.Secrets.DeleteAsync(secret.Id, cancellationToken);
            context.Writer.Say($"Secret '{secret.Name}' deleted from the {scope} scope.");
            return ExitCodes.Success;
        });
    }
}
