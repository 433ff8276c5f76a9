using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

/// <summary>The keys of every document that programs read, in order: they are a promise to users.</summary>
public class DocumentShapeTests : CommandTest
{
    [Theory]
    [InlineData("secret get s", "id name scope workspace user created updated version values")]
    [InlineData("secret describe s", "id name scope workspace user created updated version keys description tags expires plain_keys")]
    [InlineData("secret list", "id name scope workspace user created updated version keys description tags expires plain_keys")]
    [InlineData("stack describe", "id name active components")]
    [InlineData("stack list", "id name active components")]
    [InlineData("artifact-store describe a", "id name type flavor configuration labels workspace user created updated")]
    [InlineData("artifact-store list", "id name type flavor configuration labels workspace user created updated")]
    [InlineData("artifact-store get", "id name type flavor configuration labels workspace user created updated")]
    [InlineData("status", "version store location user workspace stack")]
    [InlineData("version", "version")]
    [InlineData("whoami", "user user_id is_admin server login workspace")]
    [InlineData("workspace describe", "id name active description created updated")]
    [InlineData("workspace list", "id name active description created updated")]
    [InlineData("user describe", "id name full_name active is_admin created updated")]
    [InlineData("user list", "id name full_name active is_admin created updated")]
    public async Task Documents_have_exactly_these_keys_in_this_order(string command, string keys)
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("artifact-store", "register", "a", "-f", "s3", "--path=s3://b")).ExitCode);

        var run = await Host.RunAsync([.. command.Split(' '), "--output", "json"]);
        Assert.Equal(command == "secret list" ? "1 in total.\n" : "", run.Error);
        var document = JsonNode.Parse(run.Out)!;
        var item = document is JsonArray list ? list[0]! : document;
        Assert.Equal(keys.Split(' '), item.AsObject().Select(pair => pair.Key));
        Assert.All(
            item.AsObject().Where(pair => pair.Key is "created" or "updated"),
            pair => Assert.EndsWith("Z", (string)pair.Value!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stack_get_and_flavor_output_are_documents_too()
    {
        Assert.Equal("default", (string)JsonNode.Parse((await Host.RunAsync("stack", "get", "--output", "json")).Out)!["name"]!);
        var flavor = JsonNode.Parse(
            (await Host.RunAsync("artifact-store", "flavor", "describe", "s3", "--output", "json")).Out)!.AsObject();
        Assert.Equal(["id", "name", "type"], flavor.Select(pair => pair.Key).Take(3));
        Assert.True(flavor.ContainsKey("config_schema"));
    }
}
