using System.CommandLine;
using ZenML.Backup;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.General;
using ZenML.Cli.Output;
using ZenML.Client.Local;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Backup;

/// <summary><c>zenml backup create</c>, also <c>zenml backup FILE</c>.</summary>
internal sealed class BackupCreateCommand : BaseCommand
{
    private readonly Argument<string> file = BackupFile.New();
    private readonly Option<string?> passphrase = BackupSecret.Passphrase();
    private readonly Option<string?> recipient = BackupSecret.Recipient();

    public BackupCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Write the whole store to one encrypted file: secrets with their versions and history, components, stacks, the audit log and "
                + "the key ring. Other programs, a server too, can go on using the store. The file is read back and checked before it "
                + "gets its name. 'zenml backup FILE' is the same. While you are connected to a server, administrators get the server's "
                + "store, encrypted for the recipient that its operator chose (ZENML_SERVER_BACKUP_RECIPIENT), so that they cannot read "
                + "it.",
            "zenml backup create store.zenml-backup",
            "zenml backup store.zenml-backup --passphrase @passphrase.txt",
            "zenml backup store.zenml-backup --recipient @recipient.txt"))
    {
        Define(file, passphrase, recipient);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        BackupSecret.EnsureForm(result.GetValue(passphrase), result.GetValue(recipient));
        var path = BackupFile.PathOf(Context, result.GetRequiredValue(file));
        ArchiveFile.EnsureFree(path);
        if (LocalStore.ReadSettings(Context.ClientOptions) is { } server)
        {
            BackupSecret.EnsureNone(result.GetValue(passphrase), result.GetValue(recipient));
            await new ServerBackup(Context, server).WriteAsync(path, result.GetRequiredValue(file), cancellationToken);
            return ExitCodes.Success;
        }

        LocalStore.EnsureExists(Context.ClientOptions);
        var given = result.GetValue(passphrase);
        var chosen = BackupSecret.ReadRecipient(Context, result.GetValue(recipient));
        using var key = chosen is null ? BackupSecret.ReadNewPassphrase(Context, given) : null;
        var manifest = await WriteAsync(path, chosen ?? key!.Recipient, cancellationToken);
        var lockedBy = chosen is null ? "with the passphrase" : "for the recipient";
        Context.Writer.Say(MessageText.Of(
            $"Backed up {Number.Of(manifest.Counts.GetValueOrDefault(StoreCounts.Secrets), "secret")} and everything else to "
            + $"'{result.GetRequiredValue(file)}', encrypted {lockedBy}. It was read back and is complete."));
        if (manifest.Key == BackupManifest.OwnKey)
        {
            Context.Writer.Say(
                "The store's key is your own and is not in the backup. A restore needs the same ZENML_SECRETS_STORE_ENCRYPTION_KEY.");
        }

        return ExitCodes.Success;
    }

    private async Task<BackupManifest> WriteAsync(string path, BackupRecipient target, CancellationToken cancellationToken)
    {
        using var snapshot = await LocalStore.SnapshotAsync(Context.ClientOptions, cancellationToken);
        var manifest = BackupManifest.Of(snapshot, VersionCommand.Version);
        var amount = new Amount(2 * manifest.TotalSize());
        using var shown = Context.Progress.Begin("Backing up", amount);
        byte[]? archiveKey = null;
        await ArchiveFile.WriteAsync(
            path,
            async stream => archiveKey = await ArchiveWriter.WriteAsync(
                stream, target, manifest, [.. snapshot.Parts.Select(part => part.Path)], amount.Report, cancellationToken),
            async stream =>
            {
                var header = await ArchiveReader.ReadHeaderAsync(stream, cancellationToken);
                using var reader = await ArchiveReader.OpenAsync(stream, header, archiveKey!, cancellationToken);
                await reader.ReadPartsAsync(_ => null, done => amount.Report(manifest.TotalSize() + done), cancellationToken);
            });
        return manifest;
    }
}
