using System.Net.Http.Headers;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>Asks a server for its single sign-on. ZenML's own server has none.</summary>
internal sealed class SingleSignOnRequests(ServerAddress address, Transport transport)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks where people log in.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the server has no single sign-on.</exception>
    public async Task<SingleSignOnTerms> GetAsync(CancellationToken cancellationToken)
    {
        var response = await AskAsync(cancellationToken);
        return ReadTerms(response) ?? throw Missing(response);
    }

    /// <summary>Asks where people log in.</summary>
    /// <returns>What the server says; null if it has no single sign-on.</returns>
    public async Task<SingleSignOnTerms?> FindAsync(CancellationToken cancellationToken) =>
        ReadTerms(await AskAsync(cancellationToken));

    /// <summary>Begins a login.</summary>
    /// <returns>The nonce that the identity token must have.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var response = await transport.SendLoginAsync(
            () => new HttpRequestMessage(HttpMethod.Post, ApiPath.Relative(ExtensionPaths.SingleSignOnStart))
            {
                Content = new ByteArrayContent("{}"u8.ToArray())
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
            },
            needsProof: false,
            cancellationToken);
        return response.IsSuccess ? WireValue.Parse(response.Body)["nonce"].Token.Reveal() : throw ServerErrors.Read(address, response, []);
    }

    /// <remarks>A server whose provider does not respond asks to be asked again and again, which would look like a hang.</remarks>
    private async Task<ServerResponse> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, transport.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await transport.SendLoginAsync(
                () => new HttpRequestMessage(HttpMethod.Get, ApiPath.Relative(ExtensionPaths.SingleSignOn)),
                needsProof: false,
                either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"The server {address} did not say in time where to log in. Its identity provider may not respond. Try again later.");
        }
    }

    private SingleSignOnTerms? ReadTerms(ServerResponse response) =>
        response.IsSuccess && response.Extensions >= ExtensionPaths.WithSingleSignOn
            ? SingleSignOnTerms.Read(WireValue.Parse(response.Body))
        : response is { IsSuccess: true } or { Status: 401 or 404 or 405, IsFromServer: true } ? null
        : throw ServerErrors.Read(address, response, []);

    private ZenException Missing(ServerResponse response) => new(ErrorCode.NotAllowed, response.Extensions switch
    {
        0 => $"The server {address} is ZenML's own, which has no single sign-on. Log in without --sso.",
        < ExtensionPaths.WithSingleSignOn => $"The server {address} is too old for single sign-on. Upgrade it.",
        _ => $"The server {address} has no single sign-on. Log in without --sso, or ask its administrator to set it up.",
    });
}
