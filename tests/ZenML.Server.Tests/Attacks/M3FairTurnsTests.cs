using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Server.Passwords;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Which caller is next when many wait for a password check. The order decides, never the time.</summary>
public sealed class M3FairTurnsTests
{
    private static readonly QueueLimits Known = new(Member: 4, Group: 6, All: 8);
    private static readonly QueueLimits Strangers = new(Member: 32, Group: 64, All: 128);

    private readonly FairQueue turns = new(slots: 1, Known, Strangers, maximumWait: TimeSpan.FromMinutes(10));
    private readonly List<string> served = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task M3_a_newcomer_from_another_host_goes_second_however_many_requests_wait_from_one_host()
    {
        var place = await turns.AcquireAsync(Of("site", "flood"), Token);
        var flood = Enumerable.Range(0, 200).Select(_ => TryAsync("flood", Of("site", "flood"))).ToArray();
        var newcomer = TryAsync("newcomer", Of("site", "other"));

        place.Dispose();
        await Task.WhenAll([.. flood, newcomer]).InTimeAsync("all turns");

        Assert.Equal(1, served.IndexOf("newcomer"));
        Assert.Equal(
            (Strangers.Member, 200 - Strangers.Member),
            (served.Count(name => name == "flood"), flood.Count(task => !task.Result)));
    }

    [Fact]
    public async Task M3_a_newcomer_from_another_site_goes_second_however_many_hosts_of_one_site_wait()
    {
        var place = await turns.AcquireAsync(Of("flood", "0"), Token);
        var flood = Enumerable.Range(0, 200).Select(index => TryAsync("flood", Of("flood", $"{index}"))).ToArray();
        var newcomer = TryAsync("newcomer", Of("other", "x"));

        place.Dispose();
        await Task.WhenAll([.. flood, newcomer]).InTimeAsync("all turns");

        Assert.Equal(1, served.IndexOf("newcomer"));
        Assert.Equal(Strangers.Group, served.Count(name => name == "flood"));
    }

    [Fact]
    public async Task M3_when_the_queue_is_full_a_site_with_many_requests_gives_up_a_place_to_a_site_with_none()
    {
        var place = await turns.AcquireAsync(Of("a", "0"), Token);
        var flood = Enumerable.Range(0, 300).Select(index => TryAsync("flood", Of($"site {index % 3}", $"{index}"))).ToArray();
        Assert.Equal(Strangers.All, turns.Waiting);
        var newcomer = TryAsync("newcomer", Of("other", "x"));

        place.Dispose();
        await Task.WhenAll([.. flood, newcomer]).InTimeAsync("all turns");

        Assert.Equal(3, served.IndexOf("newcomer"));
        Assert.Equal(Strangers.All - 1, served.Count(name => name == "flood"));
    }

    [Fact]
    public async Task M3_when_the_queue_is_full_of_different_sites_a_newcomer_is_rejected_with_Retry_After()
    {
        using var place = await turns.AcquireAsync(Of("a", "0"), Token);
        foreach (var index in Enumerable.Range(0, Strangers.All))
        {
            _ = TryAsync("flood", Of($"site {index}", "x"));
        }

        var refusal = await Assert.ThrowsAsync<ZenException>(() => turns.AcquireAsync(Of("other", "x"), Token));

        Assert.Equal(ErrorCode.ServerBusy, refusal.Code);
        Assert.NotNull(refusal.RetryAfter);
    }

    [Fact]
    public async Task M3_known_callers_go_next_while_strangers_fill_their_queue_and_strangers_still_get_every_fourth_turn()
    {
        var place = await turns.AcquireAsync(Of("a", "0"), Token);
        var strangers = Enumerable.Range(0, 200).Select(index => TryAsync("stranger", Of($"site {index}", "x"))).ToArray();
        var known = Enumerable.Range(0, 8).Select(_ => TryAsync("known", PasswordRequester.Trusted(Id<User>.New(), "host"))).ToArray();

        place.Dispose();
        await Task.WhenAll([.. strangers, .. known]).InTimeAsync("all turns");

        Assert.Equal(
            ["known", "known", "known", "stranger", "known", "known", "known", "stranger", "known", "known", "stranger", "stranger"],
            served.Take(12));
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_frees_its_place_and_takes_no_turn()
    {
        using var patience = new CancellationTokenSource();
        var place = await turns.AcquireAsync(Of("a", "0"), Token);
        var waiting = turns.AcquireAsync(Of("b", "0"), patience.Token);
        Assert.Equal(1, turns.Waiting);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, turns.Waiting);
        place.Dispose();

        using var next = await turns.AcquireAsync(Of("c", "0"), Token);
    }

    [Fact]
    public async Task M3_no_caller_waits_longer_than_the_limit()
    {
        var impatient = new FairQueue(slots: 1, Known, Strangers, maximumWait: TimeSpan.FromMilliseconds(1));
        using var place = await impatient.AcquireAsync(Of("a", "0"), Token);

        var refusal = await Assert.ThrowsAsync<ZenException>(() => impatient.AcquireAsync(Of("b", "0"), Token));

        Assert.Equal((ErrorCode.ServerBusy, 0), (refusal.Code, impatient.Waiting));
    }

    [Fact]
    public async Task Releasing_a_place_twice_releases_only_one_place()
    {
        var place = await turns.AcquireAsync(Of("a", "0"), Token);
        place.Dispose();
        place.Dispose();
        using var first = await turns.AcquireAsync(Of("a", "0"), Token);

        var second = turns.AcquireAsync(Of("a", "0"), Token);

        Assert.Equal(1, turns.Waiting);
        first.Dispose();
        (await second).Dispose();
    }

    private static PasswordRequester Of(string site, string host) => PasswordRequester.Untrusted(new ClientAddress(null, host, site));

    /// <returns>Whether it got a turn.</returns>
    private async Task<bool> TryAsync(string name, PasswordRequester requester)
    {
        try
        {
            using var place = await turns.AcquireAsync(requester, Token);
            lock (served)
            {
                served.Add(name);
            }

            return true;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.ServerBusy)
        {
            return false;
        }
    }
}
