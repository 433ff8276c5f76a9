using System.CommandLine;
using ZenML.Backup;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Backup;

/// <summary><c>zenml backup create-key</c>.</summary>
internal sealed class BackupCreateKeyCommand : BaseCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The new file for the key. Only you can read it." };

    public BackupCreateKeyCommand(CliContext context)
        : base(context, "create-key", Example.Of(
            "Create a key for backups, and print its recipient. Machines that make backups need only the recipient, which is not "
                + "secret. Only the key opens them, so keep its file elsewhere.",
            "zenml backup create-key backup.key > recipient.txt",
            "zenml backup store.zenml-backup --recipient @recipient.txt",
            "zenml backup restore store.zenml-backup --key-file backup.key"))
    {
        Define(file);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = result.GetRequiredValue(file);
        PrivateFile.EnsureFree(Context.Environment, path);
        using var key = BackupKey.Generate();
        await PrivateFile.WriteAsync(
            Context.Environment, path, key.ToFileText(TimeProvider.System.GetUtcNow()), overwrite: false, cancellationToken);
        Context.Writer.WriteLine(key.Recipient.ToString());
        Context.Writer.Say(MessageText.Of(
            $"The key is in '{path}'. Keep it secret, and not only on this machine: a backup cannot be opened without it."));
        return ExitCodes.Success;
    }
}
