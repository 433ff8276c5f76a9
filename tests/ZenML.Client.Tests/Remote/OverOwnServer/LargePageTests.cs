using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Reads more values than one response of a server has.</summary>
public sealed class LargePageTests : ClientTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_page_of_values_that_is_too_large_for_one_response_is_read_secret_by_secret_and_a_choice_of_them_is_rejected()
    {
        var value = new string('x', SecretLimits.MaximumBytes - 1);
        string[] names = [.. Enumerable.Range(10, 17).Select(number => $"large{number}")];
        foreach (var name in names)
        {
            await Client.Secrets.CreateAsync(name, new() { ["k"] = value }, cancellationToken: Token);
        }

        var page = await Client.Secrets.GetPageAsync(new ListQuery { Size = 1000, SortBy = "asc:name" }, Token);
        var error = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.GetManyAsync(names, Token));

        Assert.Equal(names, page.Items.Select(secret => secret.Name));
        Assert.All(page.Items, secret => Assert.Equal(value.Length, secret["k"].Reveal().Length));
        Assert.Equal(names.Length, page.Total);
        Assert.Equal(ErrorCode.TooLarge, error.Code);
        Assert.Contains("16777216 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(16, (await Client.Secrets.GetManyAsync(names[..16], Token)).Count);
    }
}
