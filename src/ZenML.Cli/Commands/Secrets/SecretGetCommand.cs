using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret get</c>.</summary>
internal sealed class SecretGetCommand : Command
{
    public SecretGetCommand(CliContext context)
        : base("get", Example.Of(
            "Show a secret with its values. Your own secret of that name comes before the workspace's.",
            "zenml secret get mlflow_secret",
            "zenml secret get mlflow_secret --scope workspace --output json"))
    {
        var name = new Argument<string>("NAME_OR_ID") { Description = "A name, an id, or an unambiguous beginning of either." };
        var scope = CommonOptions.Scope("Look in this scope alone.");
        var output = CommonOptions.Output();
        Arguments.Add(name);
        name.SuggestSecrets(context);
        Options.Add(scope);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var text = result.GetRequiredValue(name);
            var secret = await context.Client.Secrets.GetAsync(text, result.GetScope(scope), LookupMode.Reading, cancellationToken);
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(SecretDocument.Of(secret), format);
                return ExitCodes.Success;
            }

            context.Writer.Say(SecretDocument.Heading(secret.Info));
            if (secret.Values.Count == 0)
            {
                context.Writer.Warn("It has no keys.");
                return ExitCodes.Success;
            }

            context.Writer.WriteTable(
                [new("SECRET_KEY"), new("SECRET_VALUE")], secret.Values.Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value.Reveal()]));
            return ExitCodes.Success;
        });
    }
}
