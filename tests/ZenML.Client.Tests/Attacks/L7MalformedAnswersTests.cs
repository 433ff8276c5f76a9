using System.Text;
using System.Text.Json.Nodes;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;

namespace ZenML.Client.Tests.Attacks;

/// <summary>
/// Responses that are not JSON, not the expected JSON, or JSON that is expensive to parse. In every case the client
/// returns a result or throws its own exception.
/// </summary>
public sealed class L7MalformedAnswersTests : HostileServerTest
{
    /// <summary>Replacements for a correct value.</summary>
    private static readonly string[] Junk =
    [
        "null", "true", "0", "-1", "1e999", "9223372036854775808", "123456789012345678901234567890", "\"\"", "\"text\"", "\"\\ud800\"",
            "\"\\u0000\"", "\"\\u202e\"", "[]", "{}",
        "[null]", "{\"id\":\"x\"}", "{\"a\":1,\"a\":2}", "{\"\\udfff\":1}", "\"2026-99-99T00:00:00\"",
            "\"00000000-0000-0000-0000-00000000000g\"",
    ];

    private static readonly (string Name, Func<ZenClient, Task> Act)[] Operations =
    [
        ("current user", client => client.Users.GetCurrentAsync(Token)),
        ("users", client => client.Users.ListPageAsync(cancellationToken: Token)),
        ("workspaces", client => client.Workspaces.ListPageAsync(cancellationToken: Token)),
        ("secrets", client => client.Secrets.ListPageAsync(cancellationToken: Token)),
        ("secret", client => client.Secrets.GetAsync("mine", cancellationToken: Token)),
        ("create", client => client.Secrets.CreateAsync(Guid.NewGuid().ToString("N"), new() { ["k"] = "v" }, cancellationToken: Token)),
        ("update", client =>
            client.Secrets.UpdateAsync("mine", new SecretUpdate { Set = new() { ["k"] = "v" } }, cancellationToken: Token)),
        ("check", client => client.Secrets.CheckAsync([new SecretReference("mine", "key")], cancellationToken: Token)),
        ("components", client => client.Components.ListPageAsync(cancellationToken: Token)),
        ("component", client => client.Components.GetAsync(ComponentType.Orchestrator, "default", cancellationToken: Token)),
        ("flavors", client => client.Flavors.ListPageAsync(cancellationToken: Token)),
        ("stacks", client => client.Stacks.ListPageAsync(cancellationToken: Token)),
        ("stack", client => client.Stacks.GetAsync("default", cancellationToken: Token)),
        ("runs", client => client.PipelineRuns.ListPageAsync(cancellationToken: Token)),
        ("service accounts", client => client.ServiceAccounts.ListPageAsync(cancellationToken: Token)),
    ];

    [Fact]
    public async Task L7_any_value_of_any_response_can_have_the_wrong_type_without_an_unexpected_exception()
    {
        var random = new Random(7);
        var refused = 0;
        foreach (var (name, act) in Operations)
        {
            for (var round = 0; round < 40; round++)
            {
                await using var client = ZenClient.Open(Options);
                Server.Rewrite = (path, json) => path.StartsWith("/login", StringComparison.Ordinal) ? json : Mutate(json, random);
                try
                {
                    await act(client);
                }
                catch (ZenException exception)
                {
                    refused++;
                    Assert.DoesNotContain('\n', exception.Message);
                }
                catch (Exception exception)
                {
                    Assert.Fail($"{name}: {exception}");
                }
            }
        }

        Assert.True(refused > 100, "The mutations hit too little to prove anything.");
    }

    [Theory]
    [InlineData("deep list")]
    [InlineData("deep map")]
    [InlineData("not UTF-8")]
    [InlineData("cut off")]
    [InlineData("text")]
    [InlineData("nothing")]
    [InlineData("twice")]
    public async Task L7_a_response_that_is_not_valid_JSON_is_a_clear_error(string kind)
    {
        Server.Takeover = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/login", StringComparison.Ordinal))
            {
                return false;
            }

            await context.Response.Body.WriteAsync(kind switch
            {
                "deep list" => Encoding.ASCII.GetBytes(new string('[', 200_000)),
                "deep map" => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
                "not UTF-8" => [(byte)'"', 0xff, 0xfe, (byte)'"'],
                "cut off" => Encoding.ASCII.GetBytes("{\"id\":\"0b6a"),
                "text" => Encoding.ASCII.GetBytes("<html>"),
                "twice" => Encoding.ASCII.GetBytes(
                    "{\"id\":\"11111111-2222-4333-8444-555555555555\",\"id\":\"11111111-2222-4333-8444-555555555556\"}"),
                _ => [],
            });
            return true;
        };
        foreach (var (_, act) in Operations)
        {
            await using var client = ZenClient.Open(Options);
            Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(() => act(client))).Code);
        }
    }

    [Theory]
    [InlineData("\"with blank\"")]
    [InlineData("\"line\\r\\nInjected: header\"")]
    [InlineData("\"esc\\u001b[2J\"")]
    [InlineData("\"\"")]
    [InlineData("\"ünïcødé\"")]
    [InlineData("17")]
    [InlineData("null")]
    public async Task L7_a_malformed_token_is_neither_sent_nor_stored(string token)
    {
        Server.Rewrite = (path, json) => path == "/login" ? $$"""{"access_token":{{token}}}""" : json;
        var requests = Server.Requests.Count;

        await RefusalAsync(() =>
            ZenServer.ConnectAsync(
            Server.Address, new ServerLogin.ApiKey(TestKit.Upstream.UpstreamServer.ApiKey),
            Options with { Server = null, ServerApiKey = null }, Token));

        Assert.Equal(requests + 1, Server.Requests.Count);
        Assert.Empty(Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task L7_every_operation_understands_the_responses_of_a_well_behaved_server()
    {
        foreach (var (_, act) in Operations)
        {
            await using var client = ZenClient.Open(Options);
            await act(client);
        }
    }

    /// <summary>Replaces or removes one value.</summary>
    private static string Mutate(string json, Random random)
    {
        const string Mark = "\"@junk@\"";
        var root = JsonNode.Parse(json);
        var places = Places(root).ToArray();
        if (places.Length == 0)
        {
            return Junk[random.Next(Junk.Length)];
        }

        var (parent, key, index) = places[random.Next(places.Length)];
        if (parent is JsonArray list)
        {
            list[index] = "@junk@";
        }
        else if (random.Next(4) == 0)
        {
            parent.AsObject().Remove(key);
        }
        else
        {
            parent.AsObject()[key] = "@junk@";
        }

        return root!.ToJsonString().Replace(Mark, Junk[random.Next(Junk.Length)], StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonNode Parent, string Key, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Places(entry.Value).Prepend((map, entry.Key, 0))),
        JsonArray list => list.SelectMany((item, index) => Places(item).Prepend((list, "", index))),
        _ => [],
    };
}
