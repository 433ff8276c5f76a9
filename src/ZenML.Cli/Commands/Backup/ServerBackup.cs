using ZenML.Backup;
using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Backup;

/// <summary>Downloads the store of a server to a file. Only the owner of the recipient's key can open it.</summary>
/// <param name="context">The command.</param>
/// <param name="server">The address of the server.</param>
internal sealed class ServerBackup(CliContext context, string server)
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">The full path of the new file.</param>
    /// <param name="shownPath">The path for messages.</param>
    /// <param name="cancellationToken">Cancels it; there is no file then.</param>
    public async Task WriteAsync(string path, string shownPath, CancellationToken cancellationToken)
    {
        var shown = context.Progress.Begin("Waiting for the server to copy its store");
        try
        {
            DownloadedBackup? sent = null;
            ArchiveHeader? header = null;
            Amount? amount = null;
            await ArchiveFile.WriteAsync(
                path,
                async stream => sent = await context.Client.DownloadBackupAsync(
                    new DownloadTarget(stream, Begin, received => amount!.Report(received)), cancellationToken),
                async stream => header = await CheckAsync(stream, sent!, cancellationToken));
            shown.Dispose();
            context.Writer.Say(MessageText.Of(
                $"Backed up the store of {server} to '{shownPath}', encrypted for {header!.Recipient}. It was read back and is what "
                + $"the server sent. Only the key of this recipient opens it: zenml backup verify {ShellWord.Quote(shownPath)} --key-file "
                + $"KEY"));

            void Begin(long size)
            {
                shown.Dispose();
                amount = new Amount(size);
                shown = context.Progress.Begin("Downloading the backup", amount);
            }
        }
        finally
        {
            shown.Dispose();
        }
    }

    private async Task<ArchiveHeader> CheckAsync(Stream stream, DownloadedBackup sent, CancellationToken cancellationToken)
    {
        if (!await sent.IsAsync(stream, cancellationToken))
        {
            throw new ZenException(ErrorCode.StoreDamaged,
                $"What was received is not what the server {server} sent. There is no new file. Try again; if it happens again, a disk or "
                + $"a proxy between you and the server is faulty.");
        }

        stream.Position = 0;
        return await ArchiveReader.ReadHeaderAsync(stream, cancellationToken);
    }
}
