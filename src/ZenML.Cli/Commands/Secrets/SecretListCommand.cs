using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret list</c>.</summary>
internal sealed class SecretListCommand : Command
{
    public SecretListCommand(CliContext context)
        : base("list", Example.Of(
            "List the secrets of the active workspace that you can use, without their values.",
            "zenml secret list --name=contains:mlflow --sort_by=desc:created",
            "zenml secret list --scope=user --output json"))
    {
        var options = new ListOptions(this, SecretFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Secrets.ListPageAsync(options.Read(result), cancellationToken);
            Listing.Write(
                context.Writer, result.GetFormat(output), page, "secrets", SecretDocument.Of,
                [new("NAME"), new("ID", IsId: true), new("SCOPE")],
                secret => [secret.Name.Value, secret.Id.ToString(), SecretDocument.Text(secret.Scope)]);
            return ExitCodes.Success;
        });
    }
}
