using System.Net;
using System.Net.Sockets;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Running;

public sealed class TakenAddressTests
{
    [Fact]
    public async Task A_server_whose_address_is_in_use_reports_an_error_and_exits()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        await using var server = ServerProcess.Launch((SettingNames.Urls, address));

        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal(1, code);
        Assert.Contains($"{address}: address already in use", errors, StringComparison.Ordinal);
        Assert.Contains(SettingNames.Urls, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + output, StringComparison.Ordinal);
    }
}
