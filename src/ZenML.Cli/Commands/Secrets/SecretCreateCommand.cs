using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Cli.Completion;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret create</c>.</summary>
internal sealed class SecretCreateCommand : AttributeCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The name of the new secret, unique in its scope." };
    private readonly Option<string?> scope = CommonOptions.Scope("Who can use the secret: everyone in the workspace (the "
        + "default) or only you.");
    private readonly Option<bool> interactive = new("--interactive", "-i")
    {
        Description = "Prompt for keys and values. Input of values is not shown.",
    };

    private readonly SecretDetailsOptions details = new();

    private readonly Option<int?> keepVersions = CommonOptions.KeepVersions();

    private readonly Option<bool> restricted = new("--restricted")
    {
        Description = "Let roles only see the secret, and not its values: those are for you and for whom you share it with.",
    };

    private readonly Option<string?> document = new("--values", "-v")
    {
        Description = "Keys and values as JSON or YAML. @path reads a file, @- reads standard input.",
        HelpName = "TEXT",
    };

    public SecretCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create a secret from --KEY=VALUE arguments, from --values, or interactively. A value can be @path (the "
                + "contents of a file), @- (standard input) or @@text (the literal @text).",
            "zenml secret create mlflow_secret --username=admin --password=@password.txt",
            "zenml secret create mlflow_secret -i",
            "zenml secret create mlflow_secret --password=@password.txt --tag team=ml --expires 90d",
            "zenml secret create mlflow_secret --username=admin --password=@password.txt --plain username",
            "zenml secret create mlflow_secret --scope user --values='{\"username\": \"admin\", \"password\": \"abc123\"}'"))
    {
        Define(name.Completes(CompletionSource.FreeText));
        AddAttributes();
        Define(scope, interactive, document.Completes(CompletionSource.TextOrFile));
        DefineApart([Trim, keepVersions, restricted, .. details.ToCreate]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secretName = SecretName.Parse(result.GetRequiredValue(name)).Value;
        var noted = details.Read(result, Context.ClientOptions.Clock);
        var attributes = RequireAttributes(result);
        var values = result.GetValue(interactive)
            ? SecretInput.AskForAll(Context, attributes, result.GetValue(document), Trims(result))
            : SecretInput.Collect(Context, attributes, IsExplicit, result.GetValue(document));

        if (values.Count == 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "A secret needs at least one key. Use --KEY=VALUE, --values or --interactive.");
        }

        var created = await Context.Client.Secrets.CreateAsync(
            secretName,
            values,
            new SecretOptions
            {
                Scope = result.GetScope(scope) ?? SecretScope.Workspace,
                KeepVersions = result.GetValue(keepVersions),
                IsRestricted = result.GetValue(restricted),
                Details = noted,
            },
            cancellationToken);
        Context.Writer.Say(
            $"Created the secret '{created.Name}' in the {SecretDocument.Text(created.Scope)} scope, with "
                + $"{Number.Of(created.Keys.Count, "key")}.");
        SecretInput.WarnOfEmpty(
            Context, created.Name.Value, SecretInput.FindEmpty(values).Where(IsRead));
        PlainKeyWarning.Say(Context, noted);
        await DeletedNamesakeNote.SayAsync(Context, created, cancellationToken);
        await new TypoGuard(Context).WarnIfSimilarAsync(created.Name.Value, cancellationToken);
        return ExitCodes.Success;
    }
}
