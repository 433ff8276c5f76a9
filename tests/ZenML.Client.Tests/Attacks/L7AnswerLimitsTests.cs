using System.Text;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Attacks;

/// <summary>Endless responses, and responses that never finish arriving.</summary>
public sealed class L7AnswerLimitsTests : HostileServerTest
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(60 * Mebibyte, true)]
    [InlineData(65 * Mebibyte, false)]
    public async Task L7_a_response_can_have_up_to_64_MiB(int blanks, bool isRead)
    {
        // This clock never advances, however slow the machine is.
        await using var client = ZenClient.Open(Options with { Clock = new ManualClock() });
        await client.Users.GetCurrentAsync(Token);
        Server.Rewrite = (_, json) => new string(' ', blanks) + json;

        if (isRead)
        {
            Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
            return;
        }

        var error = await RefusalAsync(() => client.Users.GetCurrentAsync(Token));
        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains("is too long", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login", Mebibyte - 1024, true)]
    [InlineData("/login", Mebibyte + 1024, false)]
    [InlineData("/info", Mebibyte + 1024, false)]
    public async Task L7_the_response_to_a_login_and_the_server_info_can_have_up_to_1_MiB(string path, int blanks, bool isRead)
    {
        Server.Rewrite = (asked, json) => asked == path ? new string(' ', blanks) + json : json;
        await using var early = ZenClient.Open(Options);

        if (isRead)
        {
            Assert.Equal("default", (await early.Users.GetCurrentAsync(Token)).Name);
            return;
        }

        // Calls that depend on extensions request the server info first.
        Assert.Contains("is too long", (await RefusalAsync(() => early.Audit.ListPageAsync(cancellationToken: Token))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200 * 1024, "no such thing")]
    [InlineData(300 * 1024, "does not support this request")]
    public async Task L7_an_error_response_is_read_only_as_far_as_the_longest_message(int blanks, string message)
    {
        Server.AnswerNext(404, new string(' ', blanks) + """{"detail":["KeyError","no such thing"]}""");

        Assert.Contains(message, (await RefusalAsync(() => Client.Users.GetCurrentAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_an_endless_response_is_an_error()
    {
        await using var client = ZenClient.Open(Options with { Clock = new ManualClock() });
        await client.Workspaces.ListPageAsync(cancellationToken: Token);
        Server.Takeover = SendWithoutEndAsync;

        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(() => client.Secrets.ListPageAsync(cancellationToken: Token))).Code);
        Assert.Contains("It is unknown", (await RefusalAsync(() => client.Workspaces.CreateAsync("w", cancellationToken: Token))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_a_response_that_arrives_byte_by_byte_has_an_overall_time_limit()
    {
        var clock = new ManualClock();
        await using var slow = ZenClient.Open(Options with { Clock = clock });
        await slow.Users.GetCurrentAsync(Token);
        var begun = new TaskCompletionSource();
        Server.Takeover = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ");
                await context.Response.Body.FlushAsync();
                begun.TrySetResult();
                await Task.Delay(10);
            }

            return true;
        };
        var asking = RefusalAsync(() => slow.Users.GetCurrentAsync(Token));
        await begun.Task.WaitAsync(Token).InTimeAsync("the first byte of the answer");

        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains("in time", (await asking.InTimeAsync("the slow answer to be given up")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_a_compressed_response_is_not_decompressed()
    {
        Server.Takeover = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(
                context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', Mebibyte)));
            return true;
        };

        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(() => Client.Users.GetCurrentAsync(Token))).Code);
    }

    [Fact]
    public async Task L7_a_secret_of_the_largest_size_can_be_read()
    {
        var value = new string('v', Mebibyte - 100);
        await Client.Secrets.CreateAsync("large", new() { ["k"] = value }, cancellationToken: Token);

        Assert.Equal(value, (await Client.Secrets.GetAsync("large", cancellationToken: Token))["k"].Reveal());
    }

    private static async Task<bool> SendWithoutEndAsync(HttpContext context)
    {
        var piece = new byte[64 * 1024];
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client closed the connection.
        }

        return true;
    }
}
