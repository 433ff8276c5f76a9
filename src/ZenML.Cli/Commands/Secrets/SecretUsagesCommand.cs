using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret usages</c>.</summary>
internal sealed class SecretUsagesCommand : BaseCommand
{
    private readonly Argument<string?> name = CommonArguments.Optional("NAME_OR_ID", "all secrets that are used");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");
    private readonly Option<bool> unused = new("--unused") { Description = "List the secrets that nothing uses." };
    private readonly Option<string> output = CommonOptions.Output();

    public SecretUsagesCommand(CliContext context)
        : base(context, "usages", Example.Of(
            "Show what uses a secret, or all secrets: components with their stacks, and the settings of the latest "
                + "recorded runs. A secret is used where a reference {{name.key}} names it. No value is read.",
            "zenml secret usages mlflow_secret",
            "zenml secret usages --output json",
            "zenml secret usages --unused"))
    {
        Define(name, scope, unused, output);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var format = result.GetFormat(output);
        var only = result.GetScope(scope);
        if (result.GetValue(unused))
        {
            await ListUnusedAsync(result.GetValue(name), only, format, cancellationToken);
        }
        else if (result.GetValue(name) is { } text)
        {
            var mode = SecretSearch.ModeFor(format);
            var usages = await Context.SearchAsync(
                text, only, mode, () => Context.Client.SecretUsages.FindAsync(text, only, mode, cancellationToken), cancellationToken);
            if (format == OutputFormat.Table && usages.Secret.ReferenceName != text)
            {
                Context.Writer.Say(SecretDocument.Heading(usages.Secret));
            }

            Show(usages, format);
        }
        else
        {
            var all = await Context.Client.SecretUsages.ListAsync(cancellationToken);
            List([.. all.Where(usages => only is null || usages.Secret.Scope == only)], format);
        }

        return ExitCodes.Success;
    }

    private async Task ListUnusedAsync(string? text, SecretScope? only, OutputFormat format, CancellationToken cancellationToken)
    {
        if (text is not null)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, "--unused lists all secrets that nothing uses, so it cannot be combined with a name.");
        }

        var found = new List<SecretInfo>();
        await foreach (var secret in Context.Client.SecretUsages.ListUnusedAsync(cancellationToken))
        {
            if (only is null || secret.Scope == only)
            {
                found.Add(secret);
            }
        }

        if (format != OutputFormat.Table)
        {
            Context.Writer.WriteDocument(new ConfigurationList(found.Select(SecretDocument.Presentation.Document)), format);
        }
        else if (found.Count == 0)
        {
            Context.Writer.Say("No unused secrets found.");
        }
        else
        {
            var columns = SecretDocument.Presentation.Columns;
            Context.Writer.WriteList(
                columns, found.Select(secret => (IReadOnlyList<string>)[.. columns.Select(column => column.Cell(secret))]));
        }
    }

    private void Show(SecretUsages usages, OutputFormat format)
    {
        if (format == OutputFormat.Name)
        {
            Context.Writer.WriteNames(SecretUsagesDocument.Users(usages));
        }
        else if (format != OutputFormat.Table)
        {
            Context.Writer.WriteDocument(SecretUsagesDocument.Of(usages), format);
        }
        else if (!usages.IsUsed)
        {
            Context.Writer.Say($"Nothing uses the secret '{usages.Secret.Name}' in the {SecretDocument.Text(usages.Secret.Scope)} scope.");
        }
        else
        {
            Context.Writer.WriteTable(SecretUsagesDocument.Columns, SecretUsagesDocument.Rows(usages));
        }
    }

    private void List(IReadOnlyList<SecretUsages> all, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            Context.Writer.WriteDocument(new ConfigurationList(all.Select(SecretUsagesDocument.Of)), format);
        }
        else if (all.Count == 0)
        {
            Context.Writer.Say("No used secrets found.");
        }
        else
        {
            Context.Writer.WriteTable(
                [new("SECRET"), new("SCOPE"), .. SecretUsagesDocument.Columns],
                all.SelectMany(usages => SecretUsagesDocument.Rows(usages).Select(row => (IReadOnlyList<string>)
                    [usages.Secret.ReferenceName, SecretDocument.Text(usages.Secret.Scope), .. row])));
        }
    }
}
