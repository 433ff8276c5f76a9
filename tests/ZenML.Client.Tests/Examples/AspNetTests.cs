using System.Diagnostics;
using System.Text.RegularExpressions;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Examples;

/// <summary>The example in its own process, as <c>dotnet run</c> starts it.</summary>
public sealed partial class AspNetTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();
    private OwnServer server = null!;
    private ZenClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", server.Password), options, Token);
        client = ZenClient.Open(options);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await client.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_running_page_of_the_example_shows_a_secret_that_changes_while_it_runs()
    {
        await client.Secrets.CreateAsync("shop", new() { ["offer"] = "tea" }, cancellationToken: Token);
        using var program = Start();
        try
        {
            var address = await ReadAddressAsync(program);
            Assert.Equal("Today: tea", await http.GetStringAsync(address, Token));
            Assert.Equal("Healthy", await http.GetStringAsync(new Uri(address, "health"), Token));

            await client.Secrets.UpdateAsync("shop", new SecretUpdate { Set = new() { ["offer"] = "coffee" } }, cancellationToken: Token);
            await Patience.UntilAsync(
                async () => await http.GetStringAsync(address, Token) == "Today: coffee", "the page to show the new value", Token);
        }
        finally
        {
            program.Kill();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AspNet.dll"), "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[ZenClientOptions.ConfigPathVariable] = folder.Path;
        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadAddressAsync(Process program)
    {
        var output = "";
        while (true)
        {
            var line = await program.StandardOutput.ReadLineAsync(Token).InTimeAsync("the address of the example");
            Assert.True(line is not null, $"The example did not start: {output}");
            output += line + "\n";
            if (Address().Match(line) is { Success: true } match)
            {
                _ = program.StandardOutput.ReadToEndAsync(Token);
                return new Uri(match.Value);
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
