using System.Globalization;
using ZenML.EndToEnd.Tests.Server;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Programs in the folder from which a command is run, and what the started server reveals.</summary>
public sealed class L4ProgramsTests : ServerProcessTest
{
    private const string Key = "an encryption key of one's own";
    private const string Unrelated = "the-key-of-a-cloud-account";
    private const string ClientKey = "ZENKEY_of-the-client";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("bin/..")]
    public async Task L4_no_program_from_a_relative_folder_in_PATH_is_run_with_the_password(string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        Directory.CreateDirectory(Path.Combine(Zenml.Home, "bin"));
        foreach (var name in (string[])["setsid", "sh", "env", "nohup", "dotnet", "zenml-server", "cat"])
        {
            Zenml.WriteFile(name, $"#!/bin/sh\n/usr/bin/env > '{Zenml.Home}/caught-'$(/usr/bin/basename \"$0\")\nexec /usr/bin/env "
                + "\"$@\"\n");
            (await Zenml.InShellAsync($"chmod +x {name}")).Expect(0);
        }

        Zenml.Variables["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";
        await Zenml.OkAsync("up", "--urls", url);
        await Zenml.OkAsync("down");

        Assert.Empty(Directory.GetFiles(Zenml.Home, "caught-*"));
    }

    [Fact]
    public async Task L4_neither_the_environment_nor_the_arguments_of_the_server_contain_a_secret()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux what a process was started with.");
        Zenml.Variables["ZENML_DEFAULT_USER_NAME"] = "ada";
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = Key;
        Zenml.Variables["AWS_SECRET_ACCESS_KEY"] = Unrelated;
        Zenml.Variables["ZENML_STORE_API_KEY"] = ClientKey;
        var url = $"http://127.0.0.1:{FreePort()}";
        await Zenml.OkAsync("up", "--urls", url);
        try
        {
            var process = (await File.ReadAllTextAsync(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.pid"), Token)).Split(' ')[0];
            var shown = await File.ReadAllTextAsync(
                $"/proc/{process}/environ", Token) + await File.ReadAllTextAsync($"/proc/{process}/cmdline", Token);
            Assert.Contains("zenml-server", shown, StringComparison.Ordinal);
            Assert.All([Password, Key, Unrelated, ClientKey], secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
            Assert.DoesNotContain(
                Password, await File.ReadAllTextAsync(
                Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.log"), Token), StringComparison.Ordinal);

            // The server still has its settings: the name, the password and the key. Without the key the command could
            // not read the store afterwards.
            (await Zenml.RunWithInputAsync(Password, "connect", "--url", url, "--username", "ada", "--password", "@-")).Expect(0);
            await Zenml.OkAsync("secret", "create", "team_db", "--password=x");
            await Zenml.OkAsync("disconnect");
            Zenml.Variables.Remove("ZENML_STORE_API_KEY");
            Assert.Equal("x", await Zenml.ValueAsync("team_db", "password"));
            Assert.False(File.Exists(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.keys.json")));
        }
        finally
        {
            await Zenml.OkAsync("down");
        }
    }

    [Fact]
    public async Task L4_a_foreground_server_does_not_inherit_the_credentials_of_the_command()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux what a process was started with.");
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["ZENML_STORE_API_KEY"] = ClientKey;
        Zenml.Variables["ZENML_NEW_PASSWORD"] = Unrelated;
        Zenml.Variables["ZENML_BACKUP_PASSPHRASE"] = Unrelated;
        await using var server = await ServingProcess.StartAsync(Zenml, $"http://127.0.0.1:{FreePort()}");

        var shown = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{server.Id}/environ"), Token);

        Assert.Contains("ZENML_CONFIG_PATH", shown, StringComparison.Ordinal);
        Assert.All([Unrelated, ClientKey], secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task L4_a_log_that_is_a_link_is_not_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are made as Unix has them.");
        var victim = Path.Combine(Zenml.Home, Zenml.WriteFile("victim", "untouched"));
        Directory.CreateDirectory(Zenml.ConfigPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.log"), victim);

        var up = await Zenml.FailsAsync("up", "--urls", $"http://127.0.0.1:{FreePort()}");

        Assert.Contains("cannot write its log", up.Error, StringComparison.Ordinal);
        Assert.Equal("untouched", await File.ReadAllTextAsync(victim, Token));
    }

    [Fact]
    public async Task A_background_server_runs_in_its_own_session_and_gets_no_terminal_signals()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux for the session of a process.");
        await Zenml.OkAsync("up", "--urls", $"http://127.0.0.1:{FreePort()}");
        try
        {
            var process = (await File.ReadAllTextAsync(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.pid"), Token)).Split(' ')[0];

            // Behind the name: state, parent, group, session, terminal.
            var fields = (await File.ReadAllTextAsync($"/proc/{process}/stat", Token)).Split(')')[^1].Trim().Split(' ');
            Assert.Equal([process, process, "0"], fields[2..5]);
            Assert.Equal("/dev/null", new FileInfo($"/proc/{process}/fd/0").LinkTarget);
        }
        finally
        {
            await Zenml.OkAsync("down");
        }
    }
}
