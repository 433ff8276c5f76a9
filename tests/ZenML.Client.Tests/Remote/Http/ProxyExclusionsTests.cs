using System.Net;
using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;

namespace ZenML.Client.Tests.Remote.Http;

/// <summary>Which servers are reached through a proxy.</summary>
public sealed class ProxyExclusionsTests
{
    [Theory]
    [InlineData("*", "http://zenml.example.com")]
    [InlineData("example.com", "https://example.com")]
    [InlineData("example.com", "https://zenml.example.com")]
    [InlineData(".example.com", "https://zenml.example.com")]
    [InlineData(".example.com", "https://example.com")]
    [InlineData("*.example.com", "https://zenml.example.com")]
    [InlineData("EXAMPLE.com", "https://zenml.Example.COM")]
    [InlineData("example.com.", "https://zenml.example.com")]
    [InlineData("example.com", "https://zenml.example.com.")]
    [InlineData("zenml.example.com:8080", "http://zenml.example.com:8080")]
    [InlineData(".example.com:443", "https://zenml.example.com")]
    [InlineData("10.0.0.0/8", "http://10.20.30.40:8237")]
    [InlineData("10.1.2.3/8", "http://10.20.30.40")]
    [InlineData("10.20.30.40", "http://10.20.30.40:8237")]
    [InlineData("10.20.30.40:8237", "http://10.20.30.40:8237")]
    [InlineData("fd00::/8", "http://[fd12::1]:8237")]
    [InlineData("fd12::1", "http://[fd12::1]:8237")]
    [InlineData("[fd12::1]:8237", "http://[fd12::1]:8237")]
    [InlineData("a.org, example.com b.org", "https://example.com")]
    public void A_host_listed_in_NO_PROXY_is_contacted_without_a_proxy(string exclusions, string address) =>
        Assert.True(IsExcluded(exclusions, address));

    [Theory]
    [InlineData(null, "https://example.com")]
    [InlineData("", "https://example.com")]
    [InlineData(",,", "https://example.com")]
    [InlineData("example.com", "https://notexample.com")]
    [InlineData("example.com", "https://example.com.attacker.org")]
    [InlineData("zenml.example.com", "https://example.com")]
    [InlineData("zenml.example.com:8080", "http://zenml.example.com:8081")]
    [InlineData("10.0.0.0/8", "http://11.0.0.1")]
    [InlineData("10.0.0.0/33", "http://11.0.0.1")]
    [InlineData("10.0.0.0/8", "http://10.example.com")]
    [InlineData("10.20.30.4", "http://10.20.30.40")]
    [InlineData("fd00::/8", "http://10.0.0.1")]
    [InlineData(".", "https://example.com")]
    public void A_host_not_listed_in_NO_PROXY_is_contacted_through_the_proxy(string? exclusions, string address) =>
        Assert.False(IsExcluded(exclusions, address));

    private static bool IsExcluded(string? exclusions, string address)
    {
        var proxy = new ServerProxy(new WebProxy("http://ada:hunter2@proxy.example.com:3128"), ProxyExclusions.Parse(exclusions));
        var uri = ServerAddress.Parse(address).Uri;
        Assert.Equal(proxy.IsBypassed(uri), proxy.GetProxy(uri) is null);
        Assert.Equal(proxy.IsBypassed(uri) ? null : "http://proxy.example.com:3128", proxy.Describe(ServerAddress.Parse(address)));
        return proxy.IsBypassed(uri);
    }
}
