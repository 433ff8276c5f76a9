using ZenML.SecretsStores.Requests;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Requests;

public sealed class RequestGovernorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_caller_is_let_through_while_the_back_end_asked_to_wait()
    {
        var clock = new MovableClock();
        using var governor = new RequestGovernor(1_000, clock);
        governor.PauseFor(TimeSpan.FromSeconds(5));
        governor.PauseFor(TimeSpan.FromSeconds(2));
        var waiting = Enumerable.Range(0, 10).Select(_ => governor.WaitAsync(Token).AsTask()).ToArray();

        clock.Move(TimeSpan.FromSeconds(4));
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        clock.Move(TimeSpan.FromSeconds(1));

        await Task.WhenAll(waiting).InTimeAsync("the callers");
        Assert.Equal(TimeSpan.Zero, governor.Pause);
    }

    [Fact]
    public void A_back_end_cannot_ask_for_more_than_a_minute()
    {
        var clock = new MovableClock();
        using var governor = new RequestGovernor(1_000, clock);

        governor.PauseFor(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromMinutes(1), governor.Pause);
    }

    [Fact]
    public async Task More_requests_than_the_rate_wait_for_their_turn()
    {
        using var governor = new RequestGovernor(20, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => governor.WaitAsync(Token).AsTask())).InTimeAsync("the callers");

        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(0.3), "Thirty requests passed a rate of 20 a second.");
    }
}
