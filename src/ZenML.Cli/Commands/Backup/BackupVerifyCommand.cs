using System.CommandLine;
using System.Globalization;
using ZenML.Backup;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Backup;

/// <summary><c>zenml backup verify</c>.</summary>
internal sealed class BackupVerifyCommand : DescribeCommand
{
    private readonly Argument<string> file = BackupFile.Existing();
    private readonly Option<string?> passphrase = BackupSecret.Passphrase();
    private readonly Option<string?> keyFile = BackupSecret.KeyFile();

    public BackupVerifyCommand(CliContext context)
        : base(context, "verify", Example.Of(
            "Read a whole backup, check that every byte is what was written, and show what is in it. No value is decrypted, and nothing is "
                + "written. 'backup restore' also checks every secret in it.",
            "zenml backup verify store.zenml-backup",
            "zenml backup verify store.zenml-backup --key-file backup.key --output json"))
    {
        Define(file, passphrase, keyFile, Output);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        BackupSecret.EnsureForm(result.GetValue(passphrase));
        var name = result.GetRequiredValue(file);
        await using var source = ArchiveFile.OpenToRead(BackupFile.PathOf(Context, name));
        var header = await ArchiveReader.ReadHeaderAsync(source, cancellationToken);
        using var key = BackupSecret.Read(Context, header.Recipient, result.GetValue(passphrase), result.GetValue(keyFile));
        using var reader = await ArchiveReader.OpenAsync(source, header, key, cancellationToken);
        var amount = new Amount(reader.Manifest.TotalSize());
        using (Context.Progress.Begin("Checking", amount))
        {
            await reader.ReadPartsAsync(_ => null, amount.Report, cancellationToken);
        }

        return Describe(name, reader.Manifest, source.Length, header.Recipient);
    }

    private static Description Describe(string name, BackupManifest manifest, long size, BackupRecipient recipient)
    {
        var counts = manifest.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).ToArray();
        return new Description(
            () => new ConfigurationMap
            {
                ["file"] = name,
                ["created"] = Times.Text(manifest.Created),
                ["program"] = manifest.Program,
                ["schema"] = manifest.Schema,
                ["key"] = manifest.Key,
                ["encrypted_for"] = recipient.IsPassphrase ? "passphrase" : recipient.ToString(),
                ["size"] = size,
                ["counts"] = new ConfigurationMap(counts.Select(count =>
                    KeyValuePair.Create(count.Key, (ConfigurationValue)count.Value))),
            },
            writer => writer.WriteTable(
                [new("PROPERTY"), new("VALUE")],
                [
                    ["FILE", name],
                    ["CREATED", Times.Text(manifest.Created)],
                    ["PROGRAM", manifest.Program],
                    ["SCHEMA", manifest.Schema.ToString(CultureInfo.InvariantCulture)],
                    ["KEY OF THE STORE", manifest.Key == BackupManifest.OwnKey ? "your own, not in the backup" : "in the backup"],
                    ["ENCRYPTED FOR", recipient.IsPassphrase ? "a passphrase" : recipient.ToString()],
                    ["SIZE", ByteSize.Text(size)],
                    .. counts.Select(count => new[]
                    {
                        count.Key.Replace('_', ' ').ToUpperInvariant(), count.Value.ToString(CultureInfo.InvariantCulture),
                    }),
                ]));
    }
}
