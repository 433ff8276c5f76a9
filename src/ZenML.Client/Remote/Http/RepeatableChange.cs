using System.Security.Cryptography;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Sends one change, and sends it again when its outcome is unknown, if the server remembers changes by their keys: then it is made once at
/// most, and the answer is that to the first time it was made.
/// </summary>
/// <param name="address">The server.</param>
/// <param name="clock">What pauses are measured by.</param>
/// <param name="isRemembered">Finds out whether the server remembers changes by their keys.</param>
internal sealed class RepeatableChange(ServerAddress address, TimeProvider clock, Func<CancellationToken, ValueTask<bool>> isRemembered)
{
    private const int MostRepetitions = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A key for a change. Nobody guesses it: our server keeps what it answered under it, which can be a new credential.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Sends the change.</summary>
    /// <param name="send">Sends it once, each time with the same key.</param>
    /// <param name="sensitive">Texts of the request that must not be shown.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may have been made all the same.</param>
    /// <returns>An answer that says whether the change was made.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.OutcomeUnknown"/>: no such answer came.</exception>
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
                // That the server cannot be reached now says nothing about the change.
            }

            // A server that took too long or answered too much would do so again.
            if (repetition == MostRepetitions || doubt!.InnerException is not null || !await IsRememberedAsync(cancellationToken))
            {
                throw doubt!;
            }

            var longest = Pause * (repetition + 1);
            await Task.Delay(longest / 2 + longest * RandomNumberGenerator.GetInt32(100) / 200, clock, cancellationToken);
        }
    }

    /// <summary>Whether a change may have been made that was answered so.</summary>
    private static bool LeavesInDoubt(ServerResponse response) =>
        response.FindHeader(WireErrors.CodeHeader) == nameof(ErrorCode.OutcomeUnknown)
        || (response.Status is 502 or 504 && !response.IsFromServer);

    /// <summary>Whether an answer to a change that was sent before says what became of it.</summary>
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
