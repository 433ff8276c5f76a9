using System.Diagnostics;

namespace ZenML.Cli.Tests.Commands.Backup;

/// <summary>A folder that looks like an interrupted restore, made by somebody who wants files moved.</summary>
public sealed class PlantedRestoreTests : BackupTest
{
    private const string Database = "zenml-dotnet.db";

    private const string AsideName = "zenml-dotnet.before-restore-2026-01-01T00_00_00Z";

    private string Pending => Path.Combine(Host.ConfigPath, "zenml-dotnet.restore");

    private string Elsewhere => Path.Combine(Host.Folder, "elsewhere");

    [Fact]
    public async Task A_restore_folder_that_is_a_link_is_refused()
    {
        await PlantAsync(AsideName);
        Directory.Move(Pending, Path.Combine(Elsewhere, "pending"));
        Directory.CreateSymbolicLink(Pending, Path.Combine(Elsewhere, "pending"));

        await IsRefusedAsync("is a link or belongs to another user");

        Assert.True(File.Exists(Path.Combine(Elsewhere, "pending", Database)));
        File.Delete(Pending);
        await StaysAsync();
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("elsewhere")]
    [InlineData("..")]
    [InlineData(AsideName + "/x")]
    [InlineData(AsideName + "\n")]
    public async Task A_plan_that_names_another_folder_than_one_for_an_old_store_is_refused(string plan)
    {
        await PlantAsync(plan);

        await IsRefusedAsync("'plan' in it does not name a folder for the old store");

        Directory.Delete(Pending, recursive: true);
        await StaysAsync();
    }

    [Fact]
    public async Task A_plan_whose_folder_is_a_link_is_refused()
    {
        await PlantAsync(AsideName);
        Directory.CreateSymbolicLink(Path.Combine(Host.ConfigPath, AsideName), Elsewhere);

        await IsRefusedAsync("is a link or belongs to another user");

        Directory.Delete(Pending, recursive: true);
        await StaysAsync();
    }

    [Theory]
    [InlineData(Database)]
    [InlineData("zenml-dotnet.keys.json")]
    [InlineData("plan")]
    public async Task A_file_of_the_new_store_that_is_a_link_or_a_folder_is_refused(string name)
    {
        await PlantAsync(AsideName);
        var staged = Path.Combine(Pending, name);
        File.Delete(staged);
        File.CreateSymbolicLink(staged, Path.Combine(Elsewhere, "file"));
        await IsRefusedAsync($"'{name}' in it is a link or no regular file");
        File.Delete(staged);
        Directory.CreateDirectory(staged);
        await IsRefusedAsync($"'{name}' in it is a link or no regular file");

        Directory.Delete(Pending, recursive: true);
        await StaysAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Root_does_not_finish_what_another_user_planted(bool ownsStore)
    {
        await PlantAsync(AsideName);
        var folder = ownsStore ? Host.ConfigPath : Pending;
        if (!await GiveAwayAsync(folder))
        {
            Assert.Skip("Only root can give a folder away.");
        }

        await IsRefusedAsync("belongs to another user");

        Directory.Delete(Pending, recursive: true);
        await StaysAsync();
    }

    [Fact]
    public async Task Root_does_not_restore_to_a_folder_of_another_user()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=new");
        await OkAsync(Host, "backup", Archive);
        Directory.CreateDirectory(Other.ConfigPath);
        if (!await GiveAwayAsync(Other.ConfigPath))
        {
            Assert.Skip("Only root can give a folder away.");
        }

        Assert.Contains(
            "sudo -u '#12345'", await FailsAsync(Other, "backup", "restore", Archive), StringComparison.Ordinal);

        Assert.Empty(FilesOf(Other.ConfigPath));
    }

    /// <summary>Makes a store, a folder elsewhere, and what looks like a decided restore of an empty file.</summary>
    private async Task PlantAsync(string plan)
    {
        await OkAsync(Host, "secret", "create", "db", "--password=old");
        Directory.CreateDirectory(Elsewhere);
        await File.WriteAllTextAsync(Path.Combine(Elsewhere, "file"), "kept", Token);
        Directory.CreateDirectory(Pending);
        await File.WriteAllTextAsync(Path.Combine(Pending, "plan"), plan, Token);
        await File.WriteAllTextAsync(Path.Combine(Pending, "old-in-place"), "", Token);
        await File.WriteAllTextAsync(Path.Combine(Pending, Database), "", Token);
    }

    private async Task IsRefusedAsync(string reason)
    {
        var message = await FailsAsync(Host, "secret", "list");
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", message, StringComparison.Ordinal);
    }

    private async Task StaysAsync()
    {
        Assert.Equal("old", await ValueAsync(Host, "db", "password"));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(Elsewhere, "file"), Token));
        Assert.DoesNotContain(Database, FilesOf(Elsewhere));
    }

    private static async Task<bool> GiveAwayAsync(string folder)
    {
        using var change = Process.Start("chown", ["12345", folder]);
        await change.WaitForExitAsync(Token);
        return change.ExitCode == 0;
    }
}
