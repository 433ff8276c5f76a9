using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote;

/// <summary>Looks at the server in use.</summary>
internal static class ServerProbe
{
    /// <summary>Asks the server what it is, and whether the login works.</summary>
    /// <returns>What was found; null if no server is in use.</returns>
    /// <exception cref="ZenException">The settings cannot be read, or name something that is not a server.</exception>
    public static async Task<ServerInspection?> RunAsync(ZenClientOptions options, CancellationToken cancellationToken)
    {
        var settings = new SettingsFile(options).Read();
        if (settings.FindServerInUse(options) is not { } named)
        {
            return null;
        }

        var address = ServerAddress.Parse(named);
        var found = new ServerInspection
        {
            Address = address.ToString(), IsExposed = address.IsExposed, KnownExtensions = Known(),
        };
        try
        {
            var authorities = settings.FindCertificateAuthorities(found.Address, options);
            using var transport = new Transport(address, authorities, options.Clock, ServerRoute.To(address, options));
            var sent = options.Clock.GetUtcNow();
            var response = await transport.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, ApiPath.Relative(ApiPaths.Info)), ResponseLimit.Small, cancellationToken);
            var middle = sent + ((options.Clock.GetUtcNow() - sent) / 2);
            found = found with
            {
                Version = response.IsSuccess
                    ? WireValue.Parse(response.Body)["version"].Text
                    : throw ServerErrors.Read(address, response, [], connectCommand: null),
                Extensions = response.Extensions,
                ClockDifference = response.Headers.Date - middle,
            };
        }
        catch (ZenException exception)
        {
            return found with { Problem = exception.Message };
        }

        try
        {
            await using var client = ZenClient.Open(options with { OnWarning = null });
            return found with
            {
                Account = (await client.Users.GetCurrentAsync(cancellationToken)).Name, Login = client.DescribeLogin(),
            };
        }
        catch (ZenException exception)
        {
            return found with { LoginProblem = exception.Message };
        }
    }

    /// <summary>The number of extensions that a server of this version announces.</summary>
    private static int Known() =>
        int.Parse(ExtensionPaths.ServerValue.AsSpan(ExtensionPaths.ServerValue.LastIndexOf('=') + 1), CultureInfo.InvariantCulture);
}
