using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Conformance;

/// <summary>What every store over a network must do when its back end misbehaves.</summary>
public abstract class SecretsStoreFaultConformance : SecretsStoreConformance
{
    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.Fail)]
    [InlineData(Fault.LoseRequest)]
    [InlineData(Fault.LoseAnswer)]
    [InlineData(Fault.AnswerMalformed)]
    public async Task One_fault_at_any_request_of_a_write_leaves_the_values_whole_or_is_reported(Fault fault)
    {
        for (var healthy = 0; healthy < 6; healthy++)
        {
            await using var target = await OpenAsync(TimeProvider.System);
            var (key, values) = (Key(), new SecretValues { ["a"] = Canary, ["b"] = "" });
            Break(target, fault, healthy);

            StoredSecretVersion stored;
            try
            {
                stored = await PutAsync(target, key, values);
            }
            catch (ZenException exception)
            {
                Assert.Equal(ErrorCode.StoreUnavailable, exception.Code);
                Assert.DoesNotContain(Canary, exception.Message, StringComparison.Ordinal);
                Assert.True(fault is Fault.AnswerMalformed, $"{fault} after {healthy} requests was not outlasted: {exception.Message}");

                // Whoever could not write deletes, and then nothing is left.
                target.Faults!.Clear();
                await target.Store.DeleteAsync(key, Token);
                Assert.Empty(await ListAsync(target));
                continue;
            }

            target.Faults!.Clear();
            await AssertStoredAsync(target, stored, values);
            Assert.Equal([key], await ListAsync(target));
        }
    }

    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.Fail)]
    [InlineData(Fault.LoseRequest)]
    [InlineData(Fault.LoseAnswer)]
    public async Task One_fault_at_any_request_of_a_read_is_outlasted(Fault fault)
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues { ["a"] = Canary };
        var stored = await PutAsync(target, Key(), values);
        for (var healthy = 0; healthy < 3; healthy++)
        {
            Break(target, fault, healthy);

            await AssertStoredAsync(target, stored, values);

            target.Faults!.Clear();
        }
    }

    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.Fail)]
    [InlineData(Fault.LoseRequest)]
    [InlineData(Fault.LoseAnswer)]
    public async Task One_fault_at_any_request_of_a_deletion_is_outlasted(Fault fault)
    {
        for (var healthy = 0; healthy < 6; healthy++)
        {
            await using var target = await OpenAsync(TimeProvider.System);
            var stored = await PutAsync(target, Key(), new SecretValues { ["a"] = new string('x', healthy == 5 ? 200_000 : 10) });
            Break(target, fault, healthy);

            await target.Store.DeleteAsync(stored.Key, Token);

            target.Faults!.Clear();
            Assert.Null(await target.Store.GetAsync(stored, Token));
            Assert.Empty(await ListAsync(target));
        }
    }

    [Fact]
    public async Task A_malformed_answer_to_a_read_is_an_error_and_never_a_value_or_a_missing_one()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        var values = new SecretValues { ["a"] = Canary };
        var stored = await PutAsync(target, Key(), values);
        target.Faults!.Always = Fault.AnswerMalformed;

        var error = await Assert.ThrowsAsync<ZenException>(() => target.Store.GetAsync(stored, Token));

        Assert.True(error.Code is ErrorCode.StoreUnavailable or ErrorCode.StoreDamaged);
        Assert.DoesNotContain(Canary, error.Message, StringComparison.Ordinal);
        target.Faults.Clear();
        await AssertStoredAsync(target, stored, values);
    }

    [Theory]
    [InlineData(Fault.Throttle)]
    [InlineData(Fault.Fail)]
    [InlineData(Fault.LoseRequest)]
    [InlineData(Fault.LoseAnswer)]
    [InlineData(Fault.Hang)]
    [InlineData(Fault.RefuseCredentials)]
    public async Task A_back_end_that_does_not_recover_is_reported_in_time_without_a_value(Fault fault)
    {
        // The deadlines of this store pass forty times as fast, so it may also give up early: it is to give up.
        await using var target = await OpenAsync(new HurriedClock(40));
        target.Faults!.Always = fault;
        var key = Key();

        var writing = await Assert.ThrowsAsync<ZenException>(
            () => target.Store.PutAsync(key, new SecretValues { ["a"] = Canary }, Token));
        var reading = await Assert.ThrowsAsync<ZenException>(() => target.Store.GetAsync(new StoredSecretVersion(key, "1"), Token));
        var deleting = await Assert.ThrowsAsync<ZenException>(() => target.Store.DeleteAsync(key, Token));
        var probing = await Assert.ThrowsAsync<ZenException>(() => target.Store.ProbeAsync(Token));

        Assert.All([writing, reading, deleting, probing], error =>
        {
            Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
            Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_back_end_that_says_when_to_come_back_is_left_alone_until_then()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        target.Faults!.RetryAfterSeconds = 1;
        target.Faults.Next(Fault.Throttle);
        var start = TimeProvider.System.GetTimestamp();

        var stored = await PutAsync(target, Key(), new SecretValues { ["a"] = "b" });

        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(0.9), "It came back too early.");
        await AssertStoredAsync(target, stored, new SecretValues { ["a"] = "b" });
    }

    [Fact]
    public async Task A_slow_back_end_serves_many_callers_at_once()
    {
        await using var target = await OpenAsync(TimeProvider.System);
        target.Faults!.Delay = TimeSpan.FromMilliseconds(20);

        var stored = await Task.WhenAll(Enumerable.Range(0, 24).Select(
            async number => await PutAsync(target, Key(), new SecretValues { ["n"] = $"{number}" })));

        Assert.Equal(24, (await ListAsync(target)).Count);
        await AssertStoredAsync(target, stored[7], new SecretValues { ["n"] = "7" });
    }

    /// <summary>Lets some requests pass, and then breaks one.</summary>
    private static void Break(IConformanceTarget target, Fault fault, int healthy)
    {
        var left = healthy;
        target.Faults!.Only = _ => Interlocked.Decrement(ref left) < 0;
        target.Faults.Next(fault);
    }
}
