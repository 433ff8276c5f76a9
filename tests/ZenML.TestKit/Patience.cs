namespace ZenML.TestKit;

/// <summary>
/// How long tests wait for what must happen. It ends a test that hangs and decides nothing else: a machine can be busy
/// with many other processes.
/// </summary>
public static class Patience
{
    /// <summary>Longer than anything takes on a busy machine.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Asks again and again until a condition holds.</summary>
    /// <param name="what">What is waited for, for the error.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">The test's own token.</param>
    /// <exception cref="TimeoutException">The condition did not hold within <see cref="Time"/>.</exception>
    public static async Task UntilAsync(string what, Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var limit = new CancellationTokenSource(Time);
        while (!await condition())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited in vain: {what}.");
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Waits for a task that has no limit of its own.</summary>
    /// <param name="what">What is waited for, for the error.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="TimeoutException">It did not end within <see cref="Time"/>.</exception>
    public static async Task<TResult> WaitAsync<TResult>(string what, Task<TResult> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            return await task.WaitAsync(Time);
        }
        catch (TimeoutException exception) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited in vain: {what}.", exception);
        }
    }
}
