using System.CommandLine;
using ZenML.Backup;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Client.Local;
using ZenML.Core.Backups;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Backup;

/// <summary><c>zenml backup restore</c>.</summary>
internal sealed class BackupRestoreCommand : BaseCommand
{
    private readonly Argument<string> file = BackupFile.Existing();
    private readonly Option<string?> passphrase = BackupSecret.Passphrase();
    private readonly Option<string?> keyFile = BackupSecret.KeyFile();
    private readonly Option<bool> force = new("--force")
    {
        Description = "Replace the store that is there. It is moved to a folder beside it, never deleted.",
    };

    public BackupRestoreCommand(CliContext context)
        : base(context, "restore", Example.Of(
            "Restore the local store from a backup. Every secret in the backup is checked first; if anything is wrong, nothing is "
                + "changed. No other program may have the store open. To restore the store of a server, stop the server and set "
                + "ZENML_CONFIG_PATH to its folder.",
            "zenml backup restore store.zenml-backup",
            "zenml backup restore store.zenml-backup --force",
            "ZENML_CONFIG_PATH=/srv/zenml zenml backup restore store.zenml-backup --key-file backup.key"))
    {
        Define(file, passphrase, keyFile, force);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        BackupSecret.EnsureForm(result.GetValue(passphrase));
        var options = Context.ClientOptions;
        await using var source = ArchiveFile.OpenToRead(BackupFile.PathOf(Context, result.GetRequiredValue(file)));
        var header = await ArchiveReader.ReadHeaderAsync(source, cancellationToken);
        using var restoration = await LocalStore.RestoreAsync(options, result.GetValue(force), cancellationToken);
        using var key = BackupSecret.Read(Context, header.Recipient, result.GetValue(passphrase), result.GetValue(keyFile));
        using var reader = await ArchiveReader.OpenAsync(source, header, key, cancellationToken);
        restoration.EnsureKey(reader.Manifest.Key == BackupManifest.OwnKey);
        await ExtractAsync(reader, restoration, cancellationToken);
        await restoration.CheckAsync(cancellationToken);
        var aside = await restoration.CommitAsync(cancellationToken);
        Context.Writer.Say(MessageText.Of(
            $"Restored {Number.Of(reader.Manifest.Counts.GetValueOrDefault(StoreCounts.Secrets), "secret")} and everything else from "
            + $"the backup of {Times.Text(reader.Manifest.Created)} to '{options.GetConfigPath()}'."));
        if (aside is not null)
        {
            Context.Writer.Say(MessageText.Of(
                $"The old store is in '{aside}'. Delete that folder when you no longer need it."));
        }

        if (aside is not null && File.Exists(Path.Combine(aside, "zenml-dotnet.server.password")))
        {
            Context.Writer.Say("The password that the server generated is there too. If the restored store has another one that nobody "
                + "knows: zenml up --reset-password");
        }

        if (Context.FindServer() is { } server)
        {
            Context.Writer.Say(MessageText.Of($"You are connected to {server}. To use the restored store: zenml disconnect"));
        }

        return ExitCodes.Success;
    }

    private async Task ExtractAsync(ArchiveReader reader, LocalStoreRestoration restoration, CancellationToken cancellationToken)
    {
        var amount = new Amount(reader.Manifest.TotalSize());
        using var shown = Context.Progress.Begin("Restoring", amount);
        try
        {
            await reader.ReadPartsAsync(
                part => PrivateFiles.Open(restoration.PathOf(part.Kind!.Value), FileMode.CreateNew, FileShare.None), amount.Report,
                cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PrivateFiles.IsDiskFull(exception)
                ? new ZenException(ErrorCode.StoreUnavailable,
                    $"The disk is full: a restore needs {ByteSize.Text(reader.Manifest.TotalSize())}. Nothing was changed. Free some "
                    + $"space and try again.", exception)
                : new ZenException(ErrorCode.StoreUnavailable,
                    $"The backup cannot be restored: {Sentence.End(exception.Message)} Nothing was changed.", exception);
        }
    }
}
