using ZenML.Core.Secrets;

namespace ZenML.Client.Tests.Documentation;

/// <summary>The example of <c>docs/identity.md</c>, unchanged.</summary>
internal static class IdentitySnippets
{
    public static async Task RunAsync()
    {
        var options = new ZenClientOptions
        {
            Server = "https://zenml.example.com",
            ServerIdentity = async (audience, token) => new SensitiveString(await File.ReadAllTextAsync("token.txt", token)),
        };
        await using var client = ZenClient.Open(options);

        Assert.Equal("identity token of your program", client.DescribeLogin());
    }
}
