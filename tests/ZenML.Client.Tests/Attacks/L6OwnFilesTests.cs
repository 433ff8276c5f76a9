using System.Text.Json.Nodes;
using ZenML.Client.Remote.Login;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Attacks;

/// <summary>Settings and credentials of this user in places that others can access.</summary>
public sealed class L6OwnFilesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path, OnWarning = warnings.Add };

    private string Credentials => folder.File(CredentialsFile.FileName);

    private string Settings => folder.File(SettingsFile.FileName);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public async Task L6_files_that_others_can_access_cause_a_warning(UnixFileMode added)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows protects the user's folder itself.");
        await ConnectAsync();
        Assert.Empty(warnings);
        SetMode(Credentials, Private | added);
        SetMode(Settings, Private | added);

        await UseAsync();

        Assert.Contains(warnings, warning =>
            warning.Contains(Credentials, StringComparison.Ordinal) && warning.Contains("chmod 600", StringComparison.Ordinal));
        Assert.Contains(warnings, warning =>
            warning.Contains(Settings, StringComparison.Ordinal) && warning.Contains("chmod 600", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public async Task L6_credentials_are_neither_read_nor_written_in_a_folder_where_others_can_replace_them(UnixFileMode added)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows protects the user's folder itself.");
        await ConnectAsync();
        SetMode(folder.Path, Private | UnixFileMode.UserExecute | added);

        var reading = await Assert.ThrowsAsync<ZenException>(UseAsync);
        var writing = await Assert.ThrowsAsync<ZenException>(ConnectAsync);

        Assert.All([reading, writing], error =>
        {
            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains($"chmod 700 '{folder.Path}'", error.Message, StringComparison.Ordinal);
        });
        SetMode(folder.Path, Private | UnixFileMode.UserExecute);
        await UseAsync();
    }

    [Fact]
    public async Task L6_settings_and_credentials_that_link_to_files_of_the_user_stay_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var elsewhere = Directory.CreateDirectory(folder.File("dotfiles")).FullName;
        File.CreateSymbolicLink(Settings, "dotfiles/settings.json");
        File.CreateSymbolicLink(Credentials, Path.Combine(elsewhere, "credentials.json"));

        await ConnectAsync();
        await UseAsync();
        await ConnectAsync();

        Assert.NotNull(new FileInfo(Settings).LinkTarget);
        Assert.NotNull(new FileInfo(Credentials).LinkTarget);
        Assert.Contains("token", await File.ReadAllTextAsync(Path.Combine(elsewhere, "credentials.json"), Token), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(elsewhere).Length);
        Assert.Equal(
            [Path.GetFileName(Credentials), CredentialsFile.LockFileName, Path.GetFileName(Settings)],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Private, GetMode(Path.Combine(elsewhere, "credentials.json")));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("file")]
    [InlineData("settings")]
    public async Task L6_links_to_credentials_that_others_can_replace_are_rejected(string linked)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        await ConnectAsync();
        var open = Directory.CreateDirectory(folder.File("open")).FullName;
        SetMode(open, Private | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        var (inner, link) = (Path.Combine(open, "inner"), folder.File("link"));
        Directory.CreateDirectory(inner);
        SetMode(inner, Private | UnixFileMode.UserExecute);
        if (linked == "folder")
        {
            File.Move(Credentials, Path.Combine(inner, CredentialsFile.FileName));
            File.CreateSymbolicLink(link, inner);

            AssertRefused(Assert.Throws<ZenException>(() => new CredentialsFile(link).Find("http://127.0.0.1")), open);
            AssertRefused(Assert.Throws<ZenException>(() => new CredentialsFile(link).Set("http://127.0.0.1", new ServerAccount())), open);
            return;
        }

        var file = linked == "file" ? Credentials : Settings;
        File.Move(file, Path.Combine(open, "moved"));
        File.CreateSymbolicLink(file, Path.Combine(open, "moved"));
        if (linked == "file")
        {
            AssertRefused(await Assert.ThrowsAsync<ZenException>(UseAsync), open);
            return;
        }

        await UseAsync();
        Assert.Contains(warnings, warning => warning.Contains($"'{open}'", StringComparison.Ordinal));
    }

    [Fact]
    public void L6_a_file_of_another_user_next_to_the_settings_is_not_mistaken_for_an_unfinished_write()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var file = new OwnFile(folder.File("file.json"));
        file.Replace("{\"own\":1}"u8);
        File.WriteAllText(folder.File("planted"), "{\"planted\":1}");
        File.CreateSymbolicLink(file.Path + ".pending", folder.File("planted"));

        Assert.Equal("{\"own\":1}", Text(file));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"servers\":null}")]
    [InlineData("")]
    public void L6_malformed_credentials_are_a_clear_error_and_are_left_unchanged(string content)
    {
        File.WriteAllText(Credentials, content);
        SetMode(Credentials, Private);
        var file = new CredentialsFile(folder.Path);

        Assert.All(
            [
                () => file.Find("http://127.0.0.1"),
                () => file.Set("http://127.0.0.1", new ServerAccount()),
                () => _ = file.GetDeviceClientId(),
            ],
            (Action act) => Assert.Equal(ErrorCode.StoreDamaged, Assert.Throws<ZenException>(act).Code));
        Assert.Equal(content, File.ReadAllText(Credentials));
    }

    [Fact]
    public void L6_circular_links_are_a_clear_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        File.CreateSymbolicLink(Settings, Settings + "2");
        File.CreateSymbolicLink(Settings + "2", Settings);

        Assert.Equal(ErrorCode.StoreUnavailable,
            Assert.Throws<ZenException>(() => new SettingsFile(Options).Change(settings => settings)).Code);
    }

    [Fact]
    public void L6_an_unfinished_in_place_write_is_read_and_then_completed()
    {
        var file = new OwnFile(folder.File("file.json"));
        file.Replace("{\"old\":1}"u8);
        File.WriteAllText(file.Path + ".pending", "{\"new\":2}");
        File.WriteAllText(file.Path, "{\"ne");

        Assert.Equal("{\"new\":2}", Text(file));
        file.Replace("{\"third\":3}"u8);

        Assert.Equal("{\"third\":3}", Text(file));
        Assert.Equal([file.Path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task L6_a_reader_never_sees_a_partially_written_file()
    {
        var file = new OwnFile(folder.File("file.json"));
        file.Replace("{\"n\":0}"u8);
        var done = false;
        var reading = Task.Run(
            () =>
            {
                while (!Volatile.Read(ref done))
                {
                    Assert.NotNull(JsonNode.Parse(file.Read())!["n"]);
                }
            },
            Token);
        for (var number = 1; number <= 300; number++)
        {
            file.Replace(System.Text.Encoding.ASCII.GetBytes($"{{\"n\":{number},\"filler\":\"{new string('x', number % 7 * 1000)}\"}}"));
        }

        Volatile.Write(ref done, true);
        await reading;
    }

    private async Task ConnectAsync()
    {
        await using var server = await UpstreamServer.StartAsync();
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), Options, Token);
    }

    /// <summary>Reads settings and credentials as every command does.</summary>
    private async Task UseAsync()
    {
        var connected = new SettingsFile(Options).Read().ConnectedTo;
        Assert.NotNull(new CredentialsFile(folder.Path, warnings.Add).Find(connected!));
        await Task.CompletedTask;
    }

    private static void AssertRefused(ZenException error, string folder)
    {
        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains($"'{folder}'", error.Message, StringComparison.Ordinal);
    }

    private static string Text(OwnFile file) => System.Text.Encoding.UTF8.GetString(file.Read()!);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static UnixFileMode GetMode(string path) => OperatingSystem.IsWindows() ? Private : File.GetUnixFileMode(path);
}
