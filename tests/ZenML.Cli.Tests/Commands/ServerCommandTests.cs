using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>connect</c>, and commands that use the connection.</summary>
public sealed class ServerCommandTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private UpstreamServer server = null!;

    public async ValueTask InitializeAsync() => server = await UpstreamServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task Commands_use_the_server_once_connected_and_the_local_store_once_disconnected()
    {
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        var connected = await host.RunAsync("connect", "--url", server.Address, "--username", "default");
        await host.RunAsync("secret", "create", "s", "--k=far");
        var status = await host.RunAsync("status", "--output", "json");
        var remote = await host.RunAsync("secret", "list");
        var disconnected = await host.RunAsync("disconnect");
        var local = await host.RunAsync("secret", "list");

        Assert.Equal(0, connected.ExitCode);
        Assert.Contains($"Connected to {server.Address} as 'default'", connected.Error, StringComparison.Ordinal);
        Assert.Contains($"\"location\": \"{server.Address}\"", status.Out, StringComparison.Ordinal);
        Assert.Contains("\"store\": \"server\"", status.Out, StringComparison.Ordinal);
        Assert.Contains(" s ", remote.Out, StringComparison.Ordinal);
        Assert.Contains("Commands now use the local store", disconnected.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" s ", local.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_prompt_does_not_echo_the_input()
    {
        var run = await host.RunAsync(
            new FakeTerminal(UpstreamServer.Password), "connect", "--url", server.Address, "--username", "default");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(UpstreamServer.Password, run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_on_the_command_line_causes_a_warning_that_does_not_repeat_it()
    {
        var run = await host.RunAsync("connect", "--url", server.Address, "--username", "default", "--password", UpstreamServer.Password);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Warning:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(UpstreamServer.Password, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_can_be_read_from_a_file_without_its_trailing_line_break()
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "key.txt"), UpstreamServer.ApiKey + "\n", TestContext.Current.CancellationToken);

        var run = await host.RunAsync("connect", "--url", server.Address, "--api-key", "@key.txt");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Warning", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_without_user_and_key_shows_the_login_page_and_the_code()
    {
        var run = await host.RunAsync("connect", "--url", server.Address, "--browser");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{server.Address}/devices/verify", run.Error, StringComparison.Ordinal);
        Assert.Contains("ABC-123", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_waits_for_no_browser_if_there_is_no_terminal()
    {
        var run = await host.RunAsync("login", server.Address);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Error: There is no terminal", run.Error, StringComparison.Ordinal);
        Assert.Contains("--api-key @FILE, or --username NAME with --password @-", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--username", "default", "--api-key", "@-")]
    [InlineData("--password", "@-")]
    public async Task Login_methods_cannot_be_combined(params string[] arguments)
    {
        var run = await host.RunAsync(["connect", "--url", server.Address, .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wrong_password_leaves_the_local_store_active()
    {
        host.Variables["ZENML_STORE_PASSWORD"] = "wrong";
        var run = await host.RunAsync("connect", "--url", server.Address, "--username", "default");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("rejected this user name", run.Error, StringComparison.Ordinal);
        Assert.Contains("embedded", (await host.RunAsync("status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_and_disconnect_report_that_there_is_no_server()
    {
        Assert.Equal(0, (await host.RunAsync("down")).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));
        Assert.Contains("No server is running", (await host.RunAsync("down")).Error, StringComparison.Ordinal);
        Assert.Contains("Not connected to a server", (await host.RunAsync("disconnect")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnect_says_that_the_environment_still_names_a_server()
    {
        host.Variables["ZENML_STORE_URL"] = "https://zenml.example.com";

        var run = await host.RunAsync("disconnect");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(
            "ZENML_STORE_URL is set, so commands still use the server that it names. To use the local store: unset ZENML_STORE_URL\n",
            run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_job_of_CI_an_error_says_that_no_server_is_selected()
    {
        var here = await host.RunAsync("stack", "describe", "tracked");
        host.Variables["CI"] = "true";

        var job = await host.RunAsync("stack", "describe", "tracked");

        Assert.DoesNotContain("local store", here.Error, StringComparison.Ordinal);
        Assert.StartsWith(here.Error, job.Error, StringComparison.Ordinal);
        Assert.Contains(
            "This is the local store of this machine: no server is selected. To use one, set ZENML_STORE_URL.", job.Error,
            StringComparison.Ordinal);
        Assert.Contains("ZENML_REQUIRE_SERVER=true", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_server_program_is_reported_by_name()
    {
        host.ProgramFolder = host.Folder;

        var run = await host.RunAsync("up", "--urls", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("zenml-server", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_exits_at_once_is_reported_with_the_end_of_its_log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        await WriteProgramAsync("echo 'The port is wrong.'; exit 3");

        var run = await host.RunAsync("up", "--urls", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The port is wrong.", run.Error, StringComparison.Ordinal);
        Assert.Contains("No server is running", (await host.RunAsync("down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_reuses_the_id_of_a_stopped_server_is_left_alone()
    {
        var config = Path.Combine(host.Folder, "config");
        Directory.CreateDirectory(config);
        using var self = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(
            Path.Combine(config, "zenml-dotnet.server.pid"), $"{self.Id} 1234", TestContext.Current.CancellationToken);

        Assert.Contains("No server is running", (await host.RunAsync("down")).Error, StringComparison.Ordinal);
    }

    private async Task WriteProgramAsync(string script)
    {
        host.ProgramFolder = Path.Combine(host.Folder, "programs");
        Directory.CreateDirectory(host.ProgramFolder);
        var path = Path.Combine(host.ProgramFolder, "zenml-server");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Status_shows_the_server_of_an_expired_login_and_the_command_to_log_in_again()
    {
        await ConnectAsync();
        server.Revoke();

        var status = await host.RunAsync("status");

        Assert.Equal(1, status.ExitCode);
        Assert.Contains(server.Address, status.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Connect again: zenml connect --url {server.Address} --username default\n",
            status.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_exited_on_its_own_is_not_reported_as_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell.");
        using var ended = Process.Start(new ProcessStartInfo("sh", ["-c", "read line"]) { RedirectStandardInput = true })!;
        await RememberAsync(ended);
        ended.StandardInput.Close();
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("the stand-in to exit");

        var down = await host.RunAsync("down");

        Assert.Equal(0, down.ExitCode);
        Assert.Contains("No server is running in the background. The last one exited on its own", down.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", down.Error, StringComparison.Ordinal);
        Assert.Contains("No server is running in the background.", (await host.RunAsync("down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_server_that_is_a_zombie_process_is_not_reported_as_stopped()
    {
        using var parent = StartUnburied();
        using var killed = await FindChildAsync(parent);
        try
        {
            await RememberAsync(killed);
            killed.Kill();
            await Patience.UntilAsync(
                async () => (await File.ReadAllTextAsync($"/proc/{killed.Id}/stat", TestContext.Current.CancellationToken))
                    .Contains(") Z ", StringComparison.Ordinal),
                "the killed process to become a zombie",
                TestContext.Current.CancellationToken);

            var down = await host.RunAsync("down");

            Assert.Contains("No server is running in the background. The last one exited on its own", down.Error, StringComparison.Ordinal);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Fact]
    public async Task Values_that_a_Python_server_has_lost_are_reported_before_any_prompt()
    {
        await ConnectAsync();
        server.AddSecret("lost", "workspace", "default", ("k", "v"));
        await host.RunAsync(
            "experiment-tracker",
            "register",
            "t",
            "--flavor=mlflow",
            "--tracking_uri=http://127.0.0.1:1",
            "--tracking_password={{lost.k}}",
            "--tracking_username={{lost.k}}");
        Assert.Equal(0, (await host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t")).ExitCode);
        HideSecrets();

        var run = await host.RunAsync(new FakeTerminal("new"), "stack", "register-secrets", "s");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has lost the values of the secret 'lost'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Value for", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Answers every request for a single secret with 404, while lists still contain it.</summary>
    private void HideSecrets() => server.Interrupt(async context =>
    {
        HideSecrets();
        if (!context.Request.Path.Value!.StartsWith("/api/v1/secrets/", StringComparison.Ordinal))
        {
            return false;
        }

        context.Response.StatusCode = 404;
        await context.Response.WriteAsync("""{"detail":["KeyError","'There is no such secret.'"]}""");
        return true;
    });

    [Fact]
    public async Task A_server_that_becomes_a_zombie_process_is_stopped()
    {
        using var parent = StartUnburied();
        using var child = await FindChildAsync(parent);
        try
        {
            await RememberAsync(child);

            var down = await host.RunAsync("down");

            Assert.Contains("The server has stopped.", down.Error, StringComparison.Ordinal);
        }
        finally
        {
            parent.Kill();
        }
    }

    /// <summary>
    /// A process that never reaps its child, as in a container without an init process. It prints the id of the child. A shell could
    /// reap it, so it is replaced before anything happens to the child.
    /// </summary>
    private static Process StartUnburied()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks Linux what state a process is in.");
        const string Script = "sh -c 'while :; do sleep 0.1; done' & echo $!; exec sleep 600";
        return Process.Start(new ProcessStartInfo("sh", ["-c", Script]) { RedirectStandardOutput = true })!;
    }

    private static async Task<Process> FindChildAsync(Process parent)
    {
        var id = await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).InTimeAsync("the id of the child");
        await Patience.UntilAsync(
            async () => await File.ReadAllTextAsync($"/proc/{parent.Id}/comm", TestContext.Current.CancellationToken) == "sleep\n",
            "the shell to be replaced",
            TestContext.Current.CancellationToken);
        return Process.GetProcessById(int.Parse(id!, CultureInfo.InvariantCulture));
    }

    private async Task ConnectAsync()
    {
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        Assert.Equal(0, (await host.RunAsync("connect", "--url", server.Address, "--username", "default")).ExitCode);
        host.Variables.Clear();
    }

    private async Task RememberAsync(Process process)
    {
        var config = Path.Combine(host.Folder, "config");
        Directory.CreateDirectory(config);
        await File.WriteAllTextAsync(
            Path.Combine(config, "zenml-dotnet.server.pid"),
            string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime().Ticks}"),
            TestContext.Current.CancellationToken);
    }
}
