using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret set</c>.</summary>
internal sealed class SecretSetCommand : AttributeCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The name of the secret: exactly as it is or will be." };
    private readonly Option<string?> scope = CommonOptions.Scope("The scope in which the secret is found or created: workspace (the "
        + "default) or user.");

    private readonly Option<bool> interactive = new("--interactive", "-i")
    {
        Description = "Prompt for keys and values. Input of values is not shown.",
    };

    private readonly Option<string?> document = new("--values", "-v")
    {
        Description = "Keys and values as JSON or YAML. @path reads a file, @- reads standard input.",
        HelpName = "TEXT",
    };

    private readonly SecretDetailsOptions details = new();
    private readonly Option<bool> addKey = SecretInput.AddKey();
    private readonly Option<bool> yes = SecretInput.Yes();

    public SecretSetCommand(CliContext context)
        : base(context, "set", Example.Of(
            "Create a secret, or add and change keys of the one that has this name. Values that are the same already are not written. A "
                + "new key or a new secret whose name is similar to an existing one is rejected unless you use --add-key or --yes.",
            "zenml secret set mlflow_secret --username=admin --password=@password.txt",
            "pass show mlflow | zenml secret set mlflow_secret --password=@- --trim"))
    {
        Define(name);
        name.Completes(Names.Secrets);
        AddAttributes(SecretContents.Keys);
        Define(scope, interactive, document.Completes(CompletionSource.TextOrFile));
        DefineApart([Trim, addKey, yes, .. details.ToChange]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secretName = SecretName.Parse(result.GetRequiredValue(name)).Value;
        var noted = details.Read(result, Context.ClientOptions.Clock);
        var attributes = RequireAttributes(result);
        var values = result.GetValue(interactive)
            ? SecretInput.AskForAll(Context, attributes, result.GetValue(document), Trims(result))
            : SecretInput.Collect(Context, attributes, IsExplicit, result.GetValue(document));

        var wantedScope = result.GetScope(scope) ?? SecretScope.Workspace;
        long? ifVersion = null;
        if (values.Count == 0)
        {
            if (noted is null)
            {
                throw new UsageException("There is nothing to set. Use --KEY=VALUE, --values or --interactive.");
            }

            // A description alone does not make a secret.
            var present = await Context.FindSecretAsync(secretName, wantedScope, LookupMode.Exact, cancellationToken);
            ifVersion = present.Version > 0 ? present.Version : null;
        }

        if (!result.GetValue(addKey) && !result.GetValue(yes))
        {
            await new TypoGuard(Context).EnsureMeantAsync(
                secretName, wantedScope, values.Keys, "--add-key", "'secret create' or --yes", cancellationToken);
        }

        var edited = await Context.Client.Secrets.SetAsync(
            secretName, values, wantedScope, noted, ifVersion: ifVersion, cancellationToken: cancellationToken);
        EditReport.Say(Context, edited, noted, setsValues: values.Count > 0);
        if (edited.IsNew)
        {
            await DeletedNamesakeNote.SayAsync(Context, edited.Secret, cancellationToken);
        }

        SecretInput.WarnOfEmpty(Context, secretName, SecretInput.FindEmpty(values).Where(IsRead));
        return ExitCodes.Success;
    }
}
