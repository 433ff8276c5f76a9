using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Formats.Exporters;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret export</c>.</summary>
internal sealed class SecretExportCommand : BaseCommand
{
    private readonly Argument<string> name = new("NAME_OR_ID")
    {
        Description = "The name or the id of the secret, in full: a file is read by programs, which would not notice another secret.",
    };

    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");
    private readonly Option<string?> filename = new("--filename", "-f")
    {
        Description = "The file to write, or - for standard output. Default: NAME.yaml in the current folder, or for another format "
            + "NAME.env, NAME.sh, NAME.json, NAME.k8s.yaml or NAME.docker.env.",
        HelpName = "FILE",
    };

    private readonly Option<string> format = new("--format")
    {
        Description = "The format: env (.env files), shell (export KEY='VALUE'), json, yaml, k8s (a Kubernetes Secret) or docker "
            + "(--env-file). A key or value that the format cannot express is an error.",
        HelpName = string.Join('|', SecretExporters.All.Select(exporter => exporter.Format)),
        DefaultValueFactory = _ => SecretExporters.Default,
    };

    private readonly Option<string?> kubernetesName = new("--k8s-name")
    {
        Description = "The name of the Kubernetes Secret. Default: the name of the secret in lower case, with hyphens for the rest.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> keys = PickedKeys.CreateOption("Export only this key. Can be repeated. Default: all.");
    private readonly Option<bool> force = new("--force") { Description = "Overwrite the file if it exists." };

    public SecretExportCommand(CliContext context)
        : base(context, "export", Example.Of(
            "Write a secret's keys and values to a file: YAML that 'secret create --values=@file' can read, or the format of another "
                + "program. Only you can read the file; its values are in the clear.",
            "zenml secret export mlflow_secret --filename mlflow.yaml",
            "zenml secret export mlflow_secret --format env --filename .env",
            "zenml secret export mlflow_secret --format docker --key username --key password",
            "zenml secret export mlflow_secret --format k8s --filename - | kubectl apply -f -"))
    {
        format.AcceptOnlyFromAmong([.. SecretExporters.All.Select(exporter => exporter.Format)]);
        Define(
            name, scope, format, keys.Completes(SecretContents.Keys), kubernetesName.Completes(CompletionSource.FreeText), filename, force);
        name.Completes(Names.Secrets);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var exporter = SecretExporters.Of(result.GetRequiredValue(format));
        var chosenName = result.GetValue(kubernetesName);
        if (chosenName is not null && exporter.Format != SecretExporters.Kubernetes)
        {
            throw new UsageException("--k8s-name names a Kubernetes Secret, so it needs --format k8s.");
        }

        var found = await Context.GetSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Exact, cancellationToken);
        var secret = PickedKeys.Pick(found, result.GetValue(keys) ?? []);
        if (secret.Values.Count == 0)
        {
            Context.Writer.Warn($"The secret '{secret.Name}' has no keys, so no file was written.");
            return ExitCodes.Success;
        }

        var path = result.GetValue(filename) ?? SafeFileName.Of(secret.Name, exporter.FileEnding, "Choose a file with --filename.");
        var export = new SecretExport(secret.Name, secret.Values) { KubernetesName = chosenName };
        var text = exporter.Write(export);
        if (exporter.FindWarning(export) is { } warning)
        {
            Context.Writer.Warn(warning);
        }

        if (await Context.ExportAsync(path, text, result.GetValue(force), cancellationToken))
        {
            Context.Writer.Say($"Exported the secret '{secret.Name}' to '{path}'. The file contains its values in the "
                + $"clear. Delete the file when you no longer need it.");
        }

        return ExitCodes.Success;
    }
}
