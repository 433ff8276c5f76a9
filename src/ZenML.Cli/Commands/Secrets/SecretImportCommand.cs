using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret import</c>.</summary>
internal sealed class SecretImportCommand : BaseCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The file to read, or - for standard input." };
    private readonly Option<string?> name = new("--name", "-n")
    {
        Description = "The secret that gets the keys of the file. It is created if it does not exist.",
        HelpName = "NAME",
    };

    private readonly Option<bool> each = new("--each")
    {
        Description = "Import one secret for each top-level name of a JSON or YAML file.",
    };

    private readonly Option<string?> format = new("--format")
    {
        Description = "The format of the file: env, json or yaml. Default: by its name, otherwise by its first lines.",
        HelpName = "env|json|yaml",
    };

    private readonly Option<string?> scope = CommonOptions.Scope("The scope of the secrets. Default: where a secret of that name exists, "
        + "otherwise workspace.");

    private readonly Option<bool> replace = new("--replace")
    {
        Description = "Remove the keys of existing secrets that are not in the file. By default they are kept.",
    };

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Show which keys would be added, changed and removed, without values, and change nothing.",
    };

    private readonly Option<bool> yes = new("--yes", "-y")
    {
        Description = "Do not ask before --replace removes keys that are in use, and accept new names that are similar to existing ones.",
    };

    public SecretImportCommand(CliContext context)
        : base(context, "import", Example.Of(
            "Create or update secrets from a .env, JSON or YAML file. Keys are merged with those of an existing secret. All secrets are "
                + "imported in one transaction: all of them or none. A new key or secret whose name is similar to an existing one is "
                + "rejected unless you use --yes.",
            "zenml secret import .env --name app",
            "zenml secret import .env --name app --replace --dry-run",
            "zenml secret import secrets.yaml --each",
            "sops decrypt app.json | zenml secret import - --name app"))
    {
        format.AcceptOnlyFromAmong([.. SecretImportFile.Formats]);
        Define(file, name.Completes(Names.Secrets), each, format, scope, replace, dryRun, yes);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secretName = result.GetValue(name);
        if (secretName is null != result.GetValue(each))
        {
            throw new UsageException(
                "Use either --name NAME to import the file as one secret, or --each to import one secret per top-level name.");
        }

        var single = secretName is null ? default(SecretName?) : SecretName.Parse(secretName);
        var imports = SecretImportFile.Read(Context, result.GetRequiredValue(file), result.GetValue(format), single)
            .Select(import => import with { Scope = result.GetScope(scope), ReplaceAll = result.GetValue(replace) })
            .ToArray();
        var isDryRun = result.GetValue(dryRun);
        if (!result.GetValue(yes))
        {
            await EnsureMeantAsync(imports, isDryRun, cancellationToken);
        }

        if (await new SecretChanges(Context, result.GetValue(yes)).ImportAsync(imports, isDryRun, cancellationToken) is not { } report)
        {
            return ExitCodes.Success;
        }

        foreach (var secret in report.Secrets)
        {
            Context.Writer.Say(isDryRun ? Foretell(secret) : Tell(secret));
        }

        if (report.Secrets.Count > 1)
        {
            Context.Writer.Say(
                $"{(isDryRun ? "Would import" : "Imported")} {Number.Of(report.Secrets.Count, "secret")}: "
                + $"{Count(report, SecretImportOutcome.Created)} created, {Count(report, SecretImportOutcome.Updated)} updated, "
                + $"{Count(report, SecretImportOutcome.Unchanged)} unchanged.");
        }

        if (isDryRun)
        {
            Context.Writer.Say("This was a dry run. Nothing was changed.");
        }

        return ExitCodes.Success;
    }

    /// <remarks>A dry run shows everything that an import would say.</remarks>
    private async Task EnsureMeantAsync(IReadOnlyList<SecretImport> imports, bool isDryRun, CancellationToken cancellationToken)
    {
        try
        {
            await new TypoGuard(Context).EnsureMeantAsync(imports, cancellationToken);
        }
        catch (ZenException exception) when (isDryRun && exception.Code == ErrorCode.InvalidArgument)
        {
            Context.Writer.Warn(exception.Message);
        }
    }

    private static string Tell(ImportedSecret secret) => secret.Outcome switch
    {
        SecretImportOutcome.Created =>
            MessageText.Of($"Created the secret {Where(secret):raw}, with {Number.Of(secret.Keys.Added.Count, "key")}."),
        SecretImportOutcome.Updated => MessageText.Of($"Updated the secret {Where(secret):raw}: {Describe(secret.Keys):raw}."),
        _ => MessageText.Of($"The secret {Where(secret):raw} is unchanged."),
    };

    private static string Foretell(ImportedSecret secret) => secret.Outcome switch
    {
        SecretImportOutcome.Created => MessageText.Of(
            $"Would create the secret {Where(secret):raw}, with {Number.Of(secret.Keys.Added.Count, "key")}: "
            + $"{string.Join(", ", secret.Keys.Added)}."),
        SecretImportOutcome.Updated => MessageText.Of($"Would update the secret {Where(secret):raw}: {Describe(secret.Keys):raw}."),
        _ => MessageText.Of($"The secret {Where(secret):raw} would be unchanged."),
    };

    private static string Where(ImportedSecret secret) =>
        MessageText.Of($"'{secret.Name}' in the {SecretDocument.Text(secret.Scope)} scope");

    private static string Describe(KeyChanges keys) =>
        KeyChangesText.Of(keys, names => MessageText.Of($"{string.Join(", ", names)}"));

    private static int Count(SecretImportReport report, SecretImportOutcome outcome) =>
        report.Secrets.Count(secret => secret.Outcome == outcome);
}
