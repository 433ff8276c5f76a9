using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret export</c>.</summary>
internal sealed class SecretExportCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");
    private readonly Option<string?> filename = new("--filename", "-f")
    {
        Description = "The file to write, or - for standard output. Default: NAME.yaml in the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> force = new("--force") { Description = "Overwrite the file if it exists." };

    public SecretExportCommand(CliContext context)
        : base(context, "export", Example.Of(
            "Write a secret's keys and values to a YAML file that 'secret create --values=@file' can read. Only you "
                + "can read the file; its values are in the clear.",
            "zenml secret export mlflow_secret --filename mlflow.yaml"))
    {
        Define(name, scope, filename, force);
        name.SuggestSecrets(context);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.Client.Secrets.GetAsync(
            result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Reading, cancellationToken);
        if (secret.Values.Count == 0)
        {
            Context.Writer.Warn($"The secret '{secret.Name}' has no keys, so no file was written.");
            return ExitCodes.Success;
        }

        var path = result.GetValue(filename) ?? SafeFileName.Yaml(secret.Name, "Choose a file with --filename.");
        if (await Context.ExportAsync(path, SecretValuesDocument.WriteYaml(secret.Values), result.GetValue(force), cancellationToken))
        {
            Context.Writer.Say($"Exported the secret '{secret.Name}' to '{path}'. The file contains its values in the "
                + $"clear. Delete the file when you no longer need it.");
        }

        return ExitCodes.Success;
    }
}
