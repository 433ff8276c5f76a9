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

    private readonly Option<long?> version = new("--version")
    {
        Description = "Show the values of this version, as listed by 'secret history'. Default: the current one.",
        HelpName = "VERSION",
    };

    public SecretGetCommand(CliContext context)
        : base(context, "get", Example.Of(
            "Show a secret and its values. If the name exists in both scopes, your own secret is shown.",
            "zenml secret get mlflow_secret",
            "zenml secret get mlflow_secret --scope workspace --output json",
            "zenml secret get mlflow_secret --version 3"))
    {
        Define(name, scope, version, Output);
        name.SuggestSecrets(context);
        version.AcceptOnlyPositive();
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (text, wantedScope) = (result.GetRequiredValue(name), result.GetScope(scope));
        var secret = result.GetValue(version) is { } earlier
            ? await Context.Client.Secrets.History.GetVersionAsync(text, earlier, wantedScope, LookupMode.Reading, cancellationToken)
            : await Context.Client.Secrets.GetAsync(text, wantedScope, LookupMode.Reading, cancellationToken);
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
