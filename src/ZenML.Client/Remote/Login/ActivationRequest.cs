using System.Net.Http.Headers;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Login;

/// <summary>Activates an account on a server. This needs no login.</summary>
internal sealed class ActivationRequest(ServerAddress address, Transport transport)
{
    public async Task SendAsync(
        string nameOrId, SensitiveString activationToken, SensitiveString password, CancellationToken cancellationToken)
    {
        var path = ApiPath.Relative($"{ApiPaths.Users}/{PathSegment.Escape(nameOrId)}{ApiPaths.Activate}");
        var (token, wanted) = (activationToken.Reveal(), password.Reveal());
        if (wanted.Length == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "A password cannot be empty.");
        }

        var body = JsonBody.Of(writer => writer.WriteGiven("activation_token", token).WriteGiven("password", wanted), [token, wanted]);
        var response = await transport.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, path)
            {
                Content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            },
            ResponseLimit.Small,
            cancellationToken);
        if (!response.IsSuccess)
        {
            throw response is { Status: 401, IsFromServer: true }
                ? new ZenException(
                    ErrorCode.NotAllowed,
                    $"The server {address} rejected this activation token for '{nameOrId}'. "
                        + $"An administrator can create a new one: zenml user deactivate {ShellWord.Quote(nameOrId)}")
                : ServerErrors.Read(address, response, body.Sensitive);
        }
    }
}
