using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class SecretImportOverUpstreamServerTests : SecretImportTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task An_import_of_several_secrets_warns_that_it_is_not_one_transaction()
    {
        await Client.Secrets.ImportAsync([Import("a", new() { ["k"] = "1" })], cancellationToken: Token);
        Assert.Empty(Warnings);

        await Client.Secrets.ImportAsync(
            [Import("b", new() { ["k"] = "1" }), Import("c", new() { ["k"] = "1" })], cancellationToken: Token);
        Assert.Contains("not one transaction", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_the_middle_names_the_secrets_that_were_imported_before_it()
    {
        var server = ((UpstreamTestServer)Server!).Upstream;
        await Client.Secrets.ListPageAsync(cancellationToken: Token);
        var creations = 0;
        server.Takeover = async context =>
        {
            if (context.Request.Method != "POST" || !context.Request.Path.Value!.EndsWith("/secrets", StringComparison.Ordinal)
                || ++creations < 2)
            {
                return false;
            }

            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("""{"detail":["IllegalOperationError","No more secrets."]}""", Token);
            return true;
        };

        var error = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.ImportAsync(
            [Import("a", new() { ["k"] = "1" }), Import("b", new() { ["k"] = "1" }), Import("c", new() { ["k"] = "1" })],
            cancellationToken: Token));

        Assert.Contains("Imported before the error: 'a'.", error.Message, StringComparison.Ordinal);
        server.Takeover = null;
        var left = await Client.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token);
        Assert.Equal("a", Assert.Single(left).Name.Value);
    }
}
