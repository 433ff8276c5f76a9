using System.Net.Http.Headers;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Login;

/// <summary>Ends a session on the server. ZenML's own server accepts the request but does not end the session.</summary>
internal sealed class LogoutRequest(ServerAddress address, Transport transport)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Revokes a token and all tokens issued with it.</summary>
    /// <exception cref="ZenException">The server cannot be reached, or failed.</exception>
    public async Task SendAsync(string token, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await transport.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, ApiPath.Relative(ApiPaths.Logout))
                {
                    Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                },
                ResponseLimit.Small,
                either.Token);
            if (!response.IsSuccess)
            {
                throw ServerErrors.Read(address, response, [token]);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The server {address} did not respond in time.");
        }
    }
}
