using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret export</c>.</summary>
internal sealed class SecretExportCommand : Command
{
    public SecretExportCommand(CliContext context)
        : base("export", Example.Of(
            "Write a secret's keys and values to a YAML file that 'secret create --values=@file' reads back. The file is readable by you alone; its values are in clear.",
            "zenml secret export mlflow_secret --filename mlflow.yaml"))
    {
        var name = new Argument<string>("NAME_OR_ID") { Description = "A name, an id, or an unambiguous beginning of either." };
        var scope = CommonOptions.Scope("Look in this scope alone.");
        var filename = new Option<string?>("--filename", "-f") { Description = "The file to write, or - for standard output. Without it, NAME.yaml in the current folder.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it exists." };
        Arguments.Add(name);
        name.SuggestSecrets(context);
        Options.Add(scope);
        Options.Add(filename);
        Options.Add(force);
        SetAction(async (result, cancellationToken) =>
        {
            var secret = await context.Client.Secrets.GetAsync(result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Reading, cancellationToken);
            if (secret.Values.Count == 0)
            {
                context.Writer.Warn($"The secret '{secret.Name}' has no keys; no file was written.");
                return ExitCodes.Success;
            }

            var path = result.GetValue(filename) ?? SafeFileName.Yaml(secret.Name, "Say where to export with --filename.");
            if (await context.ExportAsync(path, SecretValuesDocument.WriteYaml(secret.Values), result.GetValue(force), cancellationToken))
            {
                context.Writer.Say($"Secret '{secret.Name}' exported to '{path}'. The file has its values in clear; delete it when it has served.");
            }

            return ExitCodes.Success;
        });
    }
}
