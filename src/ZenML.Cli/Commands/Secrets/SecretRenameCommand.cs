using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret rename</c>.</summary>
internal sealed class SecretRenameCommand : Command
{
    public SecretRenameCommand(CliContext context)
        : base("rename", Example.Of(
            "Give a secret another name. Its id and values stay; references to the old name stop resolving.",
            "zenml secret rename mlflow_secret --new-name mlflow_production"))
    {
        var name = new Argument<string>("NAME_OR_ID") { Description = "A name, an id, or at least 8 digits of one." };
        var newName = new Option<string>("--new-name", "-n") { Description = "The new name.", Required = true, HelpName = "NAME" };
        Arguments.Add(name);
        name.SuggestSecrets(context);
        Options.Add(newName);
        SetAction(async (result, cancellationToken) =>
        {
            var wanted = SecretName.Parse(result.GetRequiredValue(newName));
            var secret = await context.Client.Secrets.FindAsync(result.GetRequiredValue(name), null, LookupMode.Changing, cancellationToken);
            await context.Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = wanted }, cancellationToken);
            context.Writer.Say($"Secret '{secret.Name}' renamed to '{wanted}'.");
            return ExitCodes.Success;
        });
    }
}
