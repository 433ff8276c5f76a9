using System.Security.Cryptography;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Sends a change with an idempotency key. If its outcome is unknown and the server supports these keys, retries it: the server
/// then makes the change at most once and repeats the first response.
/// </summary>
/// <param name="address">The server.</param>
/// <param name="clock">The clock for delays.</param>
/// <param name="isRemembered">Returns whether the server supports idempotency keys.</param>
internal sealed class RepeatableChange(ServerAddress address, TimeProvider clock, Func<CancellationToken, ValueTask<bool>> isRemembered)
{
    private const int MostRepetitions = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Creates a key for a change. It cannot be guessed, because the stored response can contain a new credential.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Sends the change.</summary>
    /// <param name="send">Sends the change once, each time with the same key.</param>
    /// <param name="sensitive">Text in the request that must not be shown.</param>
    /// <param name="cancellationToken">Cancels the wait; the change may still have been made.</param>
    /// <returns>A response that tells whether the change was made.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.OutcomeUnknown"/>: there was no such response.</exception>
    public async Task<ServerResponse> SendAsync(
        Func<Task<ServerResponse>> send, IReadOnlyCollection<string> sensitive, CancellationToken cancellationToken)
    {
        ZenException? doubt = null;
        for (var repetition = 0; ; repetition++)
        {
            try
            {
                var response = await send();
                if (LeavesInDoubt(response))
                {
                    doubt = ServerErrors.Read(address, response, sensitive);
                }
                else if (doubt is null || Settles(response))
                {
                    return response;
                }
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.OutcomeUnknown)
            {
                doubt = exception;
            }
            catch (ZenException) when (doubt is not null)
            {
                // A failed connection on a retry does not tell whether the change was made.
            }

            // Not retried: a timeout or an oversized response would recur.
            if (repetition == MostRepetitions || doubt!.InnerException is not null || !await IsRememberedAsync(cancellationToken))
            {
                throw doubt!;
            }

            var longest = Pause * (repetition + 1);
            await Task.Delay(longest / 2 + longest * RandomNumberGenerator.GetInt32(100) / 200, clock, cancellationToken);
        }
    }

    /// <summary>Whether the change may have been made despite this response.</summary>
    private static bool LeavesInDoubt(ServerResponse response) =>
        response.FindHeader(WireErrors.CodeHeader) == nameof(ErrorCode.OutcomeUnknown)
        || (response.Status is 502 or 504 && !response.IsFromServer);

    /// <summary>Whether a response to a retry tells the outcome of the change.</summary>
    private static bool Settles(ServerResponse response) =>
        response.IsSuccess || (response.Status is < 500 and not (401 or 429) && response.IsFromServer);

    private async Task<bool> IsRememberedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await isRemembered(cancellationToken);
        }
        catch (ZenException)
        {
            return false;
        }
    }
}
