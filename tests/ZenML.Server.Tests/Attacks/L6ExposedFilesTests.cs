using System.Text;
using ZenML.Platform.Files;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>L6: files with secrets of the server that other users of the machine can read or change.</summary>
public sealed class L6ExposedFilesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "read")]
    [InlineData(UnixFileMode.OtherRead, "read")]
    [InlineData(UnixFileMode.GroupWrite, "change")]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.OtherRead, "read and change")]
    public void L6_the_server_warns_about_a_settings_file_that_others_can_read_or_change(UnixFileMode others, string deed)
    {
        var file = Make("conf", Private | others, "ZENML_SERVER_LOG_FORMAT=text");

        Assert.Equal("text", Gather(file)[SettingNames.LogFormat]);

        Assert.Equal([$"Other users of this machine can {deed} '{file}'. To prevent that, run: chmod 600 '{file}'"], warnings);
    }

    [Fact]
    public void L6_the_server_warns_about_a_settings_file_that_others_can_replace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var file = Make("conf", Private, "ZENML_SERVER_LOG_FORMAT=text");
        SetMode(folder.Path, Private | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        Gather(file);

        Assert.Contains($"can replace '{file}'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void L6_the_server_warns_about_a_certificate_key_that_others_can_read_and_a_certificate_that_others_can_change()
    {
        using var made = new MadeCertificate(folder.Path, "server");
        SetMode(made.KeyFile, Private | UnixFileMode.GroupRead);
        SetMode(made.File, Private | UnixFileMode.OtherWrite);

        SettingsExposure.Check(Read(made), warnings.Add);

        Assert.Equal(
        [
            $"Other users of this machine can read '{made.KeyFile}'. To prevent that, run: chmod 600 '{made.KeyFile}'",
            $"Other users of this machine can change '{made.File}'. To prevent that, run: chmod go-w '{made.File}'",
        ], warnings);
    }

    [Fact]
    public async Task L6_the_server_logs_at_startup_which_of_its_files_others_can_read()
    {
        var file = Make("conf", Private | UnixFileMode.OtherRead, "ZENML_SERVER_LOG_FORMAT=text");
        using var made = new MadeCertificate(folder.Path, "server");
        SetMode(made.KeyFile, Private | UnixFileMode.OtherRead);
        await using var server = await ServerProcess.StartAsync(
            (SettingNames.File, file), (SettingNames.CertificateFile, made.File), (SettingNames.CertificateKeyFile, made.KeyFile));
        await server.TerminateAsync();

        var (code, _, errors) = await server.WaitAsync();

        Assert.Equal(0, code);
        Assert.Contains($"Warning: Other users of this machine can read '{file}'.", errors, StringComparison.Ordinal);
        Assert.Contains($"Warning: Other users of this machine can read '{made.KeyFile}'.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_files_and_a_world_readable_certificate_cause_no_warning()
    {
        using var made = new MadeCertificate(folder.Path, "server");
        SetMode(made.File, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Gather(Make("conf", Private, "ZENML_SERVER_LOG_FORMAT=text"));
        SettingsExposure.Check(Read(made), warnings.Add);

        Assert.Empty(warnings);
    }

    private static ServerOptions Read(MadeCertificate made) => ServerOptions.Read(new Dictionary<string, string>
    {
        [SettingNames.Urls] = "https://127.0.0.1:0",
        [SettingNames.CertificateFile] = made.File,
        [SettingNames.CertificateKeyFile] = made.KeyFile,
    });

    private Dictionary<string, string> Gather(string file)
    {
        var mistakes = new List<string>();
        var settings = SettingsSources.Load(["--config", file], new Dictionary<string, string>(), mistakes, warnings.Add);
        Assert.Empty(mistakes);
        return settings;
    }

    private string Make(string name, UnixFileMode mode, string text)
    {
        PrivateFiles.Replace(folder.File(name), Encoding.UTF8.GetBytes(text));
        SetMode(folder.File(name), mode);
        return folder.File(name);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
