using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.History;

/// <summary><c>zenml secret diff</c>.</summary>
internal sealed class SecretDiffCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");
    private readonly Option<long?> from = new("--from")
    {
        Description = "The first version. Default: the latest stored one before --to.",
        HelpName = "VERSION",
    };

    private readonly Option<long?> to = new("--to")
    {
        Description = "The second version. Default: the current one.",
        HelpName = "VERSION",
    };

    private readonly Option<bool> reveal = new("--reveal") { Description = "Show the values too, in the clear." };

    public SecretDiffCommand(CliContext context)
        : base(context, "diff", Example.Of(
            "Compare two versions of a secret: which keys were added, changed and removed.",
            "zenml secret diff mlflow_secret",
            "zenml secret diff mlflow_secret --from 2 --to 4",
            "zenml secret diff mlflow_secret --reveal"))
    {
        Define(name, scope, from.Completes(SecretContents.Versions), to.Completes(SecretContents.Versions), reveal, Output);
        name.Completes(Names.Secrets);
        from.AcceptOnlyPositive();
        to.AcceptOnlyPositive();
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), SecretSearch.ModeFor(result.GetFormat(Output)), cancellationToken);
        var withValues = result.GetValue(reveal);
        var diff = await Context.Client.Secrets.History.DiffAsync(
            secret.Id, result.GetValue(from), result.GetValue(to), withValues, cancellationToken);
        return new(() => Document(diff, withValues), writer => Write(writer, secret, diff, withValues))
        {
            Names = () => diff.Keys.Select(key => key.Key),
        };
    }

    private static ConfigurationMap Document(SecretDiff diff, bool withValues) => new()
    {
        ["id"] = diff.Secret.ToString(),
        ["from"] = diff.From,
        ["to"] = diff.To,
        ["keys"] = new ConfigurationList(diff.Keys.Select(key =>
        {
            var document = new ConfigurationMap { ["key"] = key.Key, ["change"] = Word(key.Kind) };
            if (withValues)
            {
                document["before"] = Optional.Document(key.Before?.Reveal());
                document["after"] = Optional.Document(key.After?.Reveal());
            }

            return (ConfigurationValue)document;
        })),
    };

    private static void Write(Writer writer, SecretInfo secret, SecretDiff diff, bool withValues)
    {
        if (diff.Keys.Count == 0)
        {
            writer.Say(MessageText.Of($"Versions {diff.From} and {diff.To} of the secret '{secret.Name}' have the same values."));
            return;
        }

        writer.Say(MessageText.Of($"From version {diff.From} to version {diff.To} of the secret '{secret.Name}' ({secret.Id}):"));
        Column[] columns = [new("SECRET_KEY"), new("CHANGE"), .. withValues ? new Column[] { new("BEFORE"), new("AFTER") } : []];
        writer.WriteTable(columns, diff.Keys.Select(key => (IReadOnlyList<string>)
            [
                key.Key, Word(key.Kind), .. withValues ? new[] { key.Before?.Reveal() ?? "", key.After?.Reveal() ?? "" } : [],
            ]));
    }

    private static string Word(SecretDifferenceKind kind) => kind switch
    {
        SecretDifferenceKind.Added => "added",
        SecretDifferenceKind.Removed => "removed",
        _ => "changed",
    };
}
