using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary><c>zenml serve</c>, with the server's own executable.</summary>
public sealed class ServeTests : ServerProcessTest
{
    [Fact]
    public async Task A_server_with_a_self_signed_certificate_is_trusted_by_clients_that_have_the_certificate()
    {
        using var elsewhere = new Zenml();
        using var certificate = new MadeCertificate(Zenml.Home, "server");
        using var other = new MadeCertificate(Zenml.Home, "other");
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["ZENML_SERVER_TLS_CERTIFICATE"] = certificate.File;
        Zenml.Variables["ZENML_SERVER_TLS_KEY"] = certificate.KeyFile;
        var url = $"https://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);

        Assert.Contains("--ca-file", (await ConnectAsync(elsewhere, "--url", url)).Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains(
            "--ca-file",
            (await ConnectAsync(elsewhere, "--url", url, "--ca-file", other.File)).Expect(1).Error,
            StringComparison.Ordinal);
        (await ConnectAsync(elsewhere, "--url", url, "--ca-file", certificate.File)).Expect(0);

        // The file is remembered.
        (await elsewhere.RunWithInputAsync("over-tls", "secret", "create", "s", "--k=@-")).Expect(0);
        Assert.Equal("over-tls", await elsewhere.ValueAsync("s", "k"));

        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_server_logs_text_on_a_terminal()
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["NO_COLOR"] = "1";
        await using var terminal = Zenml.OnTerminal(200, "serve", "--urls", $"http://127.0.0.1:{FreePort()}");

        await terminal.SeeAsync("Z info: ZenML");
        await terminal.SeeAsync("Serving the store");
        await terminal.SendAsync("\u0003");

        Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_server_keeps_running_after_a_hangup_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);

        await server.SignalAsync("HUP");
        await server.SignalAsync("HUP");

        using var elsewhere = new Zenml();
        (await ConnectAsync(elsewhere, "--url", url)).Expect(0);
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_user_without_stored_credentials_logs_in_on_the_login_page_of_the_server()
    {
        using var elsewhere = new Zenml();
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);
        using var connecting = elsewhere.Start("connect", "--url", url, "--browser");
        connecting.StandardInput.Close();

        var shown = new List<string>();
        while (!shown.Any(line => line.Contains("Check that the page shows the code", StringComparison.Ordinal)))
        {
            shown.Add(await connecting.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).InTimeAsync("the code to show")
                ?? throw new InvalidOperationException($"It ended: {string.Join('\n', shown)}"));
        }

        var page = new Uri(shown.SelectMany(line => line.Split(' ')).Single(word => word.StartsWith(url, StringComparison.Ordinal)));
        await DevicePage.ConfirmAsync(page, "default", Password);
        var said = await connecting.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).InTimeAsync("the end of the login");
        await connecting.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("zenml connect to exit");

        Assert.True(connecting.ExitCode == 0, said);
        Assert.Contains($"Connected to {url} as 'default'", said, StringComparison.Ordinal);
        (await elsewhere.RunWithInputAsync("over-a-device", "secret", "create", "s", "--k=@-")).Expect(0);
        Assert.Equal("over-a-device", await elsewhere.ValueAsync("s", "k"));
        Assert.Equal(0, await server.TerminateAsync());
    }

    [Fact]
    public async Task A_server_without_the_password_hashing_library_does_not_start_and_names_the_missing_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file has another name elsewhere.");

        // Copied by the shell: a file that this process writes cannot be run while another test's process, just being started, still holds
        // it open.
        var run = await Zenml.InShellAsync(
            $"cp \"${{0%/*}}/zenml-server\" \"${{0%/*}}/libe_sqlite3.so\" . && exec ./zenml-server --urls http://127.0.0.1:{FreePort()}");

        run.Expect(1);
        Assert.Contains("libsodium.so", run.Error, StringComparison.Ordinal);
    }
}
