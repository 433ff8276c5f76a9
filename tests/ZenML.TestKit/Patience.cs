using System.Globalization;

namespace ZenML.TestKit;

/// <summary>
/// How long tests wait for what must happen. The limit only turns a hang into a failure that says what was waited for. It never decides
/// whether a test passes: a machine can be busy with many other processes.
/// </summary>
public static class Patience
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Longer than anything takes on a busy machine.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Waits for a task, at most for <see cref="Time"/>.</summary>
    /// <param name="task">The task.</param>
    /// <param name="awaited">What the task waits for, for the error: "the first line of the response".</param>
    /// <exception cref="TimeoutException">The task took too long.</exception>
    public static async Task InTimeAsync(this Task task, string awaited)
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            await task.WaitAsync(Time);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw TimeoutOf(awaited);
        }
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)" />
    /// <returns>The result of the task.</returns>
    public static async Task<TResult> InTimeAsync<TResult>(this Task<TResult> task, string awaited)
    {
        ArgumentNullException.ThrowIfNull(task);
        await InTimeAsync((Task)task, awaited);
        return await task;
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)" />
    public static Task InTimeAsync(this ValueTask task, string awaited) => task.AsTask().InTimeAsync(awaited);

    /// <inheritdoc cref="InTimeAsync{TResult}(Task{TResult}, string)" />
    public static Task<TResult> InTimeAsync<TResult>(this ValueTask<TResult> task, string awaited) => task.AsTask().InTimeAsync(awaited);

    /// <summary>Looks again and again until a condition holds, at most for <see cref="Time"/>.</summary>
    /// <param name="condition">Whether the test can go on.</param>
    /// <param name="awaited">What the condition stands for, for the error: "the server to be ready".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, string awaited, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var limit = new CancellationTokenSource(Time);
        while (!await condition().InTimeAsync(awaited))
        {
            if (limit.IsCancellationRequested)
            {
                throw TimeoutOf(awaited);
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private static TimeoutException TimeoutOf(string awaited) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Waited {Time.TotalMinutes} minutes in vain for {awaited}."));
}
