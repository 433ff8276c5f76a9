using System.Text.Json.Nodes;
using ZenML.Core.Errors;

namespace ZenML.Client.Tests.Remote.SingleSignOn;

/// <summary>What an identity provider says about itself, which the client asks for itself.</summary>
public sealed class ProviderDocumentTests : SingleSignOnTest
{
    [Theory]
    [InlineData("issuer", "https://evil.example.com", "as 'issuer' at /.well-known/openid-configuration")]
    [InlineData("authorization_endpoint", "http://evil.example.com/authorize", "expected 'authorization_endpoint'")]
    [InlineData("authorization_endpoint", "file:///etc/passwd", "expected 'authorization_endpoint'")]
    [InlineData("authorization_endpoint", "https://user@evil.example.com/", "expected 'authorization_endpoint'")]
    [InlineData("authorization_endpoint", "https://evil.example.com/\u202e", "expected 'authorization_endpoint'")]
    [InlineData("token_endpoint", "http://evil.example.com/token", "expected 'token_endpoint'")]
    [InlineData("token_endpoint", null, "expected 'token_endpoint'")]
    public async Task An_address_that_is_not_safe_is_not_used(string name, string? value, string message)
    {
        // The server reads the document first and remembers it.
        await ZenServer.FindSingleSignOnAsync(Server.Address, Options, Token);
        Provider.ChangeDiscovery = document => document[name] = value;

        Assert.Contains(message, await FailsAsync(By(Ada).Login, ErrorCode.StoreUnavailable), StringComparison.Ordinal);

        Assert.Empty(Pages);
        AssertNoCodeWasSent();
    }

    [Fact]
    public async Task A_provider_without_PKCE_is_not_used()
    {
        await ZenServer.FindSingleSignOnAsync(Server.Address, Options, Token);
        Provider.ChangeDiscovery = document => document["code_challenge_methods_supported"] = new JsonArray("plain");

        Assert.Contains("does not support PKCE with S256", await FailsAsync(By(Ada).Login), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_in_the_address_of_the_login_page_are_kept()
    {
        Provider.ChangeDiscovery = document =>
            document["authorization_endpoint"] = $"{document["authorization_endpoint"]!.GetValue<string>()}?tenant=acme";

        await ConnectAsync(By(Ada).Login);

        Assert.Contains("?tenant=acme&response_type=code&", Assert.Single(Pages).Address.AbsoluteUri, StringComparison.Ordinal);
    }
}
