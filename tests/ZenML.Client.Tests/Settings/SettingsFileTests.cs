using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ZenClientOptions Options => new() { ConfigPath = folder.Path };

    private string Location => folder.File(SettingsFile.FileName);

    [Fact]
    public void Without_a_settings_file_every_setting_has_its_default()
    {
        var settings = new SettingsFile(Options).Read();

        Assert.Null(settings.Workspace);
        Assert.Empty(settings.Stacks);
        Assert.False(File.Exists(Location));
    }

    [Fact]
    public void Settings_are_read_back_as_they_were_saved()
    {
        var workspace = new ActiveChoice(Guid.NewGuid(), "wörk \"space\"");
        var stack = new ActiveChoice(Guid.NewGuid(), "stack");
        var home = Id<Workspace>.New();

        new SettingsFile(Options).Change(settings => settings with { Workspace = workspace });
        new SettingsFile(Options).Change(settings => settings.WithStack(home, stack));
        var read = new SettingsFile(Options).Read();

        Assert.Equal(workspace, read.Workspace);
        Assert.Equal(stack, read.FindStack(home));
        Assert.Null(read.FindStack(Id<Workspace>.New()));
    }

    [Fact]
    public void Only_the_owner_can_read_the_file_and_its_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows protects the user's folder itself.");
        }
        else
        {
            var inside = new ZenClientOptions { ConfigPath = Path.Combine(folder.Path, "new") };

            new SettingsFile(inside).Change(settings => settings);

            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(inside.ConfigPath, SettingsFile.FileName)));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(inside.ConfigPath));
            Assert.Single(Directory.GetFiles(inside.ConfigPath));
        }
    }

    [Fact]
    public void A_setting_missing_from_the_file_has_its_default()
    {
        var home = Id<Workspace>.New();
        var stack = new ActiveChoice(Guid.NewGuid(), "stack");
        File.WriteAllText(Location, "{}");
        var file = new SettingsFile(Options);

        Assert.Equal((null, 0, 0), (file.Read().Workspace, file.Read().Stacks.Count, file.Read().Servers.Count));
        file.Change(settings => settings.WithStack(home, stack));

        Assert.Equal(stack, file.Read().FindStack(home));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"active_workspace\": {\"id\": \"x\", \"name\": \"y\"}}")]
    [InlineData("{\"active_workspace\": {\"name\": \"y\"}}")]
    [InlineData("{\"active_stacks\": null}")]
    [InlineData("{\"version\": 99}")]
    [InlineData("{\"active_work")]
    public void A_damaged_settings_file_is_an_error_and_is_left_unchanged(string content)
    {
        File.WriteAllText(Location, content);
        var file = new SettingsFile(Options);

        var reading = Assert.Throws<ZenException>(file.Read);
        var changing = Assert.Throws<ZenException>(() => file.Change(settings => settings));

        Assert.Equal(ErrorCode.StoreDamaged, reading.Code);
        Assert.Equal(ErrorCode.StoreDamaged, changing.Code);
        Assert.Contains(Location, reading.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Location));
    }

    [Fact]
    public void A_settings_folder_that_cannot_be_created_gets_its_own_error()
    {
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");
        var file = new SettingsFile(new ZenClientOptions { ConfigPath = Path.Combine(folder.Path, "file", "inside") });

        Assert.Equal(ErrorCode.StoreUnavailable, Assert.Throws<ZenException>(() => file.Change(settings => settings)).Code);
    }

    public void Dispose() => folder.Dispose();
}
