using System.Net;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Requests;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Requests;

public sealed class BackEndRequestsTests : IAsyncLifetime
{
    private LoopbackVault vault = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => vault = await LoopbackVault.StartAsync();

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Theory]
    [InlineData(Fault.Fail)]
    [InlineData(Fault.LoseAnswer)]
    public async Task What_must_not_be_carried_out_twice_is_not_sent_again(Fault fault)
    {
        using var requests = Create();
        vault.Faults.Next(fault);

        var error = await Record.ExceptionAsync(() => SendAsync(requests, isRepeatable: false));

        Assert.Equal(1, vault.Requests);
        Assert.True(fault == Fault.Fail ? error is null : error is ZenException { Code: ErrorCode.StoreUnavailable });
    }

    [Fact]
    public async Task What_was_refused_because_of_a_rate_is_sent_again_even_if_it_must_not_be_carried_out_twice()
    {
        using var requests = Create();
        vault.Faults.Next(Fault.Throttle, 4);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(requests, isRepeatable: false)).Status);
        Assert.Equal(5, vault.Requests);
    }

    [Fact]
    public async Task A_failure_is_returned_after_three_tries()
    {
        using var requests = Create();
        vault.Faults.Always = Fault.Fail;

        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(requests, isRepeatable: true)).Status);
        Assert.Equal(3, vault.Requests);
    }

    [Fact]
    public async Task A_back_end_that_asks_for_more_time_than_there_is_gets_no_further_request_and_its_answer_is_returned()
    {
        using var requests = Create();
        vault.Faults.RetryAfterSeconds = 40;
        vault.Faults.Next(Fault.Throttle);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(requests, isRepeatable: true)).Status);
        var error = await Assert.ThrowsAsync<ZenException>(() => SendAsync(requests, isRepeatable: true));

        Assert.Equal(1, vault.Requests);
        Assert.Equal("A test limits the rate of requests. Try again later.", error.Message);
        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task A_back_end_that_stays_busy_is_tried_until_the_deadline_and_its_answer_is_returned()
    {
        using var requests = Create(new HurriedClock(40));
        vault.Faults.Always = Fault.Throttle;

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(requests, isRepeatable: true)).Status);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_refused()
    {
        using var requests = Create(change: options => options with { MaximumResponseBytes = 10 });

        var error = await Assert.ThrowsAsync<ZenException>(() => SendAsync(requests, isRepeatable: true));

        Assert.Equal((ErrorCode.StoreUnavailable, "A test answered with more than 10 bytes."), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_back_end_that_is_not_there_is_reported()
    {
        var address = vault.Address;
        await vault.DisposeAsync();
        using var requests = Create();

        var error = await Assert.ThrowsAsync<ZenException>(async () => await requests.SendAsync(
            "Try", _ => new(new HttpRequestMessage(HttpMethod.Get, address)), isRepeatable: true, Token));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.StartsWith("A test cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_that_the_back_end_failed()
    {
        using var requests = Create();
        using var caller = new CancellationTokenSource();
        vault.Faults.Always = Fault.Hang;
        var sending = requests.SendAsync("Try", _ => new(Request()), isRepeatable: true, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static BackEndRequests Create(
        TimeProvider? clock = null, Func<BackEndRequestOptions, BackEndRequestOptions>? change = null)
    {
        var options = new BackEndRequestOptions();
        return new BackEndRequests("A test", clock ?? TimeProvider.System, change?.Invoke(options) ?? options);
    }

    private Task<BackEndResponse> SendAsync(BackEndRequests requests, bool isRepeatable) =>
        requests.SendAsync("Try", _ => new(Request()), isRepeatable, Token);

    private HttpRequestMessage Request() => new(HttpMethod.Get, new Uri(vault.Address, "/v1/sys/health"));
}
