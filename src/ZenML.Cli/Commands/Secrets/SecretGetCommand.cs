using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret get</c>.</summary>
internal sealed class SecretGetCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretGetCommand(CliContext context)
        : base(context, "get", Example.Of(
            "Show a secret and its values. If the name exists in both scopes, your own secret is shown.",
            "zenml secret get mlflow_secret",
            "zenml secret get mlflow_secret --scope workspace --output json"))
    {
        Define(name, scope, Output);
        name.SuggestSecrets(context);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.Client.Secrets.GetAsync(
            result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Reading, cancellationToken);
        return new(() => SecretDocument.Of(secret), writer => Write(writer, secret));
    }

    private static void Write(Writer writer, Secret secret)
    {
        writer.Say(SecretDocument.Heading(secret.Info));
        if (secret.Values.Count == 0)
        {
            writer.Warn("The secret has no keys.");
            return;
        }

        writer.WriteTable(
            [new("SECRET_KEY"), new("SECRET_VALUE")],
            secret.Values.Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value.Reveal()]));
    }
}
