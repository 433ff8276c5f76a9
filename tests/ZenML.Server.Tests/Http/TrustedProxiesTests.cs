using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Http;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.1, ::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("", false)]
    public async Task Forwarded_headers_count_only_from_a_proxy_that_the_settings_name(string proxies, bool counts)
    {
        await using var server = await RunningServer.StartAsync(clock: null, (SettingNames.TrustedProxies, proxies));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(counts, answer.Headers.Contains("Strict-Transport-Security"));
    }
}
