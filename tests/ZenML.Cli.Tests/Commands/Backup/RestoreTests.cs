using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using ZenML.Backup;
using ZenML.Core.Backups;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.Backup;

/// <summary>What a restore replaces, refuses, and leaves when it is interrupted.</summary>
public sealed class RestoreTests : BackupTest
{
    private const string ServerPassword = "zenml-dotnet.server.password";

    private const string Database = "zenml-dotnet.db";

    private const string Ring = "zenml-dotnet.keys.json";

    [Fact]
    public async Task A_store_that_is_there_is_replaced_only_by_force_and_is_moved_aside_complete()
    {
        await PrepareAsync();
        await File.WriteAllTextAsync(Path.Combine(Other.ConfigPath, ServerPassword), "of the old store", Token);

        var refused = await FailsAsync(Other, "backup", "restore", Archive);
        Assert.Equal("old", await ValueAsync(Other, "db", "password"));
        var done = await OkAsync(Other, "backup", "restore", Archive, "--force");

        Assert.Contains("use --force", refused, StringComparison.Ordinal);
        Assert.Equal("new", await ValueAsync(Other, "db", "password"));
        var aside = Assert.Single(Directory.EnumerateDirectories(Other.ConfigPath, "zenml-dotnet.before-restore-*"));
        Assert.Contains(aside, done.Error, StringComparison.Ordinal);
        Assert.Contains("zenml up --reset-password", done.Error, StringComparison.Ordinal);
        Assert.Equal(
            (false, true), (File.Exists(Path.Combine(Other.ConfigPath, ServerPassword)), File.Exists(Path.Combine(aside, ServerPassword))));
        Other.ConfigPath = aside;
        var old = await OkAsync(Other, "secret", "get", "db", "password");
        Assert.Equal(("old", ""), (old.Out, old.Error));
    }

    [Fact]
    public async Task A_store_that_another_program_has_open_is_not_replaced()
    {
        await PrepareAsync();
        await using (var client = Open(Other.ConfigPath))
        {
            await client.Secrets.ListPageAsync(cancellationToken: Token);

            var message = await FailsAsync(Other, "backup", "restore", Archive, "--force");

            Assert.Contains("has the store", message, StringComparison.Ordinal);
            Assert.Contains("zenml down", message, StringComparison.Ordinal);
            await client.Secrets.CreateAsync("later", new() { ["k"] = "v" }, cancellationToken: Token);
        }

        Assert.Equal(("old", "v"), (await ValueAsync(Other, "db", "password"), await ValueAsync(Other, "later", "k")));
        await OkAsync(Other, "backup", "restore", Archive, "--force");
    }

    /// <remarks>Root's files would lock the owner of the store out of it, such as the account of a server.</remarks>
    [Fact]
    public async Task Root_leaves_backups_and_restores_to_the_owner_of_the_store()
    {
        await PrepareAsync();
        using var change = Process.Start("chown", ["12345", Path.Combine(Other.ConfigPath, Database)]);
        await change.WaitForExitAsync(Token);
        if (change.ExitCode != 0)
        {
            Assert.Skip("Only root can give a file away.");
        }

        string[] messages =
        [
            await FailsAsync(Other, "backup", Path.Combine(Other.Folder, "mine")),
            await FailsAsync(Other, "backup", "restore", Archive, "--force"),
        ];

        Assert.All(messages, message => Assert.Contains("sudo -u '#12345'", message, StringComparison.Ordinal));
        Assert.DoesNotContain("zenml-dotnet.backup-lock", FilesOf(Other.ConfigPath));
    }

    [Fact]
    public async Task A_damaged_lost_or_foreign_store_is_replaced_by_force()
    {
        await PrepareAsync();
        var database = Path.Combine(Other.ConfigPath, Database);
        Action[] damages =
        [
            () => File.WriteAllText(database, "This is no database."),
            () => File.Delete(database),
            () => File.Delete(Path.Combine(Other.ConfigPath, Ring)),
            () => File.WriteAllText(Path.Combine(Other.ConfigPath, Ring), "{}"),
        ];
        foreach (var damage in damages)
        {
            damage();
            Assert.Contains("use --force", await FailsAsync(Other, "backup", "restore", Archive), StringComparison.Ordinal);

            await OkAsync(Other, "backup", "restore", Archive, "--force");

            Assert.Equal("new", await ValueAsync(Other, "db", "password"));
        }

        // Restores within one second have a folder each.
        Assert.Equal(damages.Length, Directory.EnumerateDirectories(Other.ConfigPath, "zenml-dotnet.before-restore-*").Count());
    }

    [Fact]
    public async Task Settings_that_cannot_be_changed_are_a_warning_and_the_store_is_restored()
    {
        await PrepareAsync();
        var settings = Path.Combine(Other.ConfigPath, "zenml-dotnet.settings.json");
        await File.WriteAllTextAsync(settings, "{", Token);

        var run = await OkAsync(Other, "backup", "restore", Archive, "--force");

        Assert.Contains("The store was restored, but its active workspace and stack were not", run.Error, StringComparison.Ordinal);
        Assert.Contains("zenml workspace set NAME", run.Error, StringComparison.Ordinal);
        Assert.Equal("{", await File.ReadAllTextAsync(settings, Token));
        File.Delete(settings);
        Assert.Equal("new", await ValueAsync(Other, "db", "password"));
    }

    [Fact]
    public async Task A_backup_of_a_damaged_store_is_refused_before_anything_is_replaced()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=new");
        await RawDatabase.ExecuteAsync(Path.Combine(Host.ConfigPath, Database), "UPDATE secrets SET name = 'other'");
        await OkAsync(Host, "backup", Archive);
        await OkAsync(Other, "secret", "create", "db", "--password=old");
        var before = FilesOf(Other.ConfigPath);

        var message = await FailsAsync(Other, "backup", "restore", Archive, "--force");

        Assert.Contains("The store in the backup is damaged. Nothing was changed.", message, StringComparison.Ordinal);
        Assert.Equal("old", await ValueAsync(Other, "db", "password"));
        Assert.Equal(before.Append("zenml-dotnet.backup-lock").Order(StringComparer.Ordinal), FilesOf(Other.ConfigPath));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(0.999)]
    public async Task A_truncated_or_flipped_backup_is_an_error_and_the_store_stays(double place)
    {
        await PrepareAsync();
        var bytes = await File.ReadAllBytesAsync(Archive, Token);
        var (cut, flipped) = (Path.Combine(Host.Folder, "cut"), Path.Combine(Host.Folder, "flipped"));
        var at = (int)(bytes.Length * place);
        await File.WriteAllBytesAsync(cut, bytes[..at], Token);
        bytes[at] ^= 0x40;
        await File.WriteAllBytesAsync(flipped, bytes, Token);
        foreach (var file in (string[])[cut, flipped])
        {
            Assert.Contains("incomplete", await FailsAsync(Other, "backup", "verify", file), StringComparison.Ordinal);
            Assert.Contains("incomplete", await FailsAsync(Other, "backup", "restore", file, "--force"), StringComparison.Ordinal);
        }

        Assert.Equal("old", await ValueAsync(Other, "db", "password"));
        Assert.DoesNotContain(FilesOf(Other.ConfigPath), name => name.Contains("restore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0009")]
    [InlineData("0014")]
    public async Task A_backup_of_an_older_version_is_brought_up_to_date(string version)
    {
        var folder = Path.Combine(OldStores(), version);
        var database = Path.Combine(Host.Folder, Database);
        await using (var packed = File.OpenRead(Path.Combine(folder, $"{Database}.gz")))
        await using (var unpacked = new GZipStream(packed, CompressionMode.Decompress))
        await using (var target = File.Create(database))
        {
            await unpacked.CopyToAsync(target, Token);
        }

        await WriteArchiveAsync(database, Path.Combine(folder, Ring));

        await OkAsync(Other, "backup", "restore", Archive);

        await OkAsync(Other, "store", "check");
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        await PrepareAsync();
        var database = Path.Combine(Host.Folder, Database);
        File.Copy(Path.Combine(Host.ConfigPath, Database), database);
        await RawDatabase.ExecuteAsync(database, "PRAGMA user_version = 999");
        File.Delete(Archive);
        await WriteArchiveAsync(database, Path.Combine(Host.ConfigPath, Ring));

        Assert.Contains("newer version", await FailsAsync(Other, "backup", "restore", Archive, "--force"), StringComparison.Ordinal);

        Assert.Equal("old", await ValueAsync(Other, "db", "password"));
    }

    /// <remarks>The states in which a kill can leave the folder after the restore is decided.</remarks>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_restore_that_was_interrupted_after_it_was_decided_is_finished_by_the_next_command(int steps)
    {
        await PrepareAsync();
        await OkAsync(Host, "secret", "list");
        var (config, pending) = (Other.ConfigPath, Path.Combine(Other.ConfigPath, "zenml-dotnet.restore"));
        var aside = Path.Combine(config, "zenml-dotnet.before-restore-2026-01-01T00_00_00Z");
        Directory.CreateDirectory(pending);
        Directory.CreateDirectory(aside);
        await File.WriteAllTextAsync(Path.Combine(pending, "plan"), Path.GetFileName(aside), Token);
        await File.WriteAllTextAsync(Path.Combine(pending, "old-in-place"), "", Token);
        File.Copy(Path.Combine(Host.ConfigPath, Database), Path.Combine(pending, Database));
        File.Copy(Path.Combine(Host.ConfigPath, Ring), Path.Combine(pending, Ring));
        Action[] moves =
        [
            () => File.Move(Path.Combine(config, Ring), Path.Combine(aside, Ring)),
            () => File.Move(Path.Combine(config, Database), Path.Combine(aside, Database)),
            () => File.Delete(Path.Combine(pending, "old-in-place")),
            () => File.Move(Path.Combine(pending, Ring), Path.Combine(config, Ring)),
            () => File.Move(Path.Combine(pending, Database), Path.Combine(config, Database)),
        ];
        Array.ForEach(moves[..steps], move => move());

        var doctor = await Other.RunAsync("doctor");
        Assert.Equal("new", await ValueAsync(Other, "db", "password"));

        Assert.Contains("A restore was interrupted", doctor.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(pending));
        await OkAsync(Other, "store", "check");
        Other.ConfigPath = aside;
        Assert.Equal("old", await ValueAsync(Other, "db", "password"));
    }

    /// <remarks>A command can have found the file of the old store and wait for its lock while a restore replaces it.</remarks>
    [Fact]
    public async Task Commands_that_start_while_a_store_is_restored_use_the_old_store_or_the_new_one_and_damage_neither()
    {
        const int wanted = 5, most = 1_000;
        await OkAsync(Host, "backup", "create-key", "backup.key");
        await OkAsync(Host, "secret", "create", "db", "--password=new");
        await OkAsync(Host, "backup", Archive, "--recipient", await RecipientAsync(Path.Combine(Host.Folder, "backup.key")));
        await OkAsync(Other, "secret", "create", "db", "--password=old");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var users = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await OkAsync(Other, "secret", "set", "db", "--password=written");
                    Assert.Contains(await ValueAsync(Other, "db", "password"), (string[])["new", "written"]);
                    await Task.Delay(1, Token);
                }
            },
            Token)).ToArray();
        var restored = 0;
        for (var attempt = 0; restored < wanted && attempt < most && !users.Any(user => user.IsCompleted); attempt++)
        {
            var run = await Other.RunAsync(
                "backup", "restore", Archive, "--force", "--key-file", Path.Combine(Host.Folder, "backup.key"));
            Assert.True(run.ExitCode == 0 || run.Error.Contains("has the store", StringComparison.Ordinal), run.Error);
            restored += run.ExitCode == 0 ? 1 : 0;
        }

        await stop.CancelAsync();
        await Task.WhenAll(users);
        Assert.Equal(wanted, restored);
        await OkAsync(Other, "store", "check");
        foreach (var aside in Directory.EnumerateDirectories(Other.ConfigPath, "zenml-dotnet.before-restore-*"))
        {
            Other.ConfigPath = aside;
            await OkAsync(Other, "store", "check");
        }
    }

    [Fact]
    public async Task On_a_full_disk_a_backup_and_a_restore_fail_with_a_clear_error_and_lose_nothing()
    {
        if (SmallDisk.TryMake(megabytes: 8) is not { } disk)
        {
            Assert.Skip("Making a small disk needs root.");
            return;
        }

        using (disk)
        {
            await PrepareAsync();
            Host.ConfigPath = Path.Combine(disk.Path, "host");
            Other.ConfigPath = Path.Combine(disk.Path, "other");
            await OkAsync(Host, "secret", "create", "db", "--password=first");
            await OkAsync(Other, "secret", "create", "db", "--password=old");
            disk.Fill();
            string[] messages =
            [
                await FailsAsync(Host, "backup", Path.Combine(Host.Folder, "from-full")),
                await FailsAsync(Other, "backup", "restore", Archive, "--force"),
            ];
            Host.ConfigPath = Path.Combine(Host.Folder, "config");
            messages = [.. messages, await FailsAsync(Host, "backup", Path.Combine(disk.Path, "to-full"))];

            Assert.All(messages, message => Assert.Matches("disk .*is full|No space left", message));
            disk.Free();
            Assert.Equal("old", await ValueAsync(Other, "db", "password"));
            Assert.False(File.Exists(Path.Combine(disk.Path, "to-full")));
            Assert.DoesNotContain(FilesOf(disk.Path), name => name.Contains("draft", StringComparison.Ordinal));
            Assert.DoesNotContain(FilesOf(Other.ConfigPath), name => name.Contains("restore", StringComparison.Ordinal));
            await OkAsync(Other, "backup", "restore", Archive, "--force");
            Assert.Equal("new", await ValueAsync(Other, "db", "password"));
        }
    }

    /// <summary>Makes a store with the value <c>new</c> and its backup, and one with the value <c>old</c> on the other machine.</summary>
    private async Task PrepareAsync()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=new");
        await OkAsync(Host, "backup", Archive);
        await OkAsync(Other, "secret", "create", "db", "--password=old");
    }

    private static async Task<string> RecipientAsync(string keyFile)
    {
        Assert.True(BackupKey.TryParse(await File.ReadAllTextAsync(keyFile, Token), out var key));
        using (key)
        {
            return key.Recipient.ToString();
        }
    }

    private async Task WriteArchiveAsync(string database, string ring)
    {
        using var key = BackupKey.OfPassphrase(Passphrase, PassphraseSalt.New(new PassphraseCost(8, 1)));
        var manifest = new BackupManifest
        {
            Created = TimeProvider.System.GetUtcNow(), Program = "0.0", Schema = 0, Key = BackupManifest.RingKey,
            Counts = new Dictionary<string, long>(),
            Parts =
            [
                new BackupPart(StorePartKind.Database.Word(), new FileInfo(database).Length),
                new BackupPart(StorePartKind.KeyRing.Word(), new FileInfo(ring).Length),
            ],
        };
        await using var target = File.Create(Archive);
        await ArchiveWriter.WriteAsync(target, key.Recipient, manifest, [database, ring], null, Token);
    }

    private static string OldStores([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "ZenML.Stores.Tests", "OldStores"));
}
