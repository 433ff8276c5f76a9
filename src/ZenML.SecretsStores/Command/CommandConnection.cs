using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Requests;

namespace ZenML.SecretsStores.Command;

/// <summary>
/// Keeps one run of a program, starts it again when it has ended, with growing pauses, and repeats what was sent to the one before: every
/// request can be repeated.
/// </summary>
internal sealed class CommandConnection(CommandOptions options, TimeProvider clock, Action<string> warn) : IDisposable
{
    /// <summary>What messages call it.</summary>
    public const string DisplayName = "the program of the secrets store";

    private const int MostTries = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private CommandProcess? process;
    private TimeSpan pause = TimeSpan.Zero;
    private bool isDisposed;

    /// <summary>Sends a request.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there is no answer.</exception>
    public async Task<JsonElement> SendAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        using var activity = BackEndTelemetry.Source.StartActivity($"command {request.Operation}", ActivityKind.Client);
        using var deadline = new CancellationTokenSource(options.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var outcome = "answered";
        CommandException? last = null;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryAsync(request, both.Token);
                }
                catch (CommandException exception) when (attempt < MostTries)
                {
                    last = exception;
                }
            }
        }
        catch (CommandException exception)
        {
            outcome = "unreachable";
            throw new ZenException(ErrorCode.StoreUnavailable, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = "timeout";
            throw new ZenException(ErrorCode.StoreUnavailable, last?.Message ?? string.Create(
                CultureInfo.InvariantCulture,
                $"The program of the secrets store did not answer within {options.Deadline.TotalSeconds:0.#} seconds."), exception);
        }
        finally
        {
            activity?.SetTag("outcome", outcome);
            BackEndTelemetry.Requests.Record(
                clock.GetElapsedTime(start).TotalSeconds,
                new TagList { { "store", "command" }, { "operation", request.Operation }, { "outcome", outcome } });
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        process?.Dispose();
        turn.Dispose();
    }

    private async Task<JsonElement> TryAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var current = await GetAsync(cancellationToken);
        var before = current.Answers;
        try
        {
            var answer = await current.SendAsync(request, cancellationToken);
            pause = TimeSpan.Zero;
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && current.Answers == before)
        {
            // It answered nobody in all this time: the next request gets another one.
            current.Fail(new CommandException("The program of the secrets store does not answer."));
            throw;
        }
    }

    private async Task<CommandProcess> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (process is { HasFailed: false } running)
            {
                return running;
            }

            process?.Dispose();
            process = null;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, cancellationToken);
            }

            pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            return process = CommandProcess.Start(options.Command, warn);
        }
        finally
        {
            turn.Release();
        }
    }
}
