using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>Determines what a failed or broken connection means for the request.</summary>
internal static class BrokenConnection
{
    /// <summary>Whether the request can be retried: it was certainly not sent, or it is a read.</summary>
    public static bool MayTryAgain(HttpRequestException exception, bool isRead) =>
        IsUnsent(exception) || (isRead && !IsUntrusted(exception) && !IsTunnel(exception));

    /// <summary>Whether the server failed to prove its identity.</summary>
    public static bool IsUntrusted(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.SecureConnectionError;

    /// <summary>Returns the error to report.</summary>
    /// <param name="address">The server.</param>
    /// <param name="route">The route to the server.</param>
    /// <param name="exception">The failure.</param>
    /// <param name="isLogin">Whether a login was sent, which changes nothing.</param>
    /// <param name="mayHaveHappened">Whether a change was sent.</param>
    public static ZenException Describe(
        ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin, bool mayHaveHappened) =>
        mayHaveHappened && !IsUnsent(exception) && !IsUntrusted(exception) && !IsTunnel(exception)
            ? OutcomeUnknown($"The connection to the server {address} broke before it responded.")
            : Unavailable(address, route, exception, isLogin);

    /// <summary>Returns the error for a change that got no response.</summary>
    /// <param name="reason">The reason, as a sentence.</param>
    /// <param name="cause">The failure; null if there is none.</param>
    public static ZenException OutcomeUnknown(string reason, Exception? cause = null) =>
        new(ErrorCode.OutcomeUnknown, $"{reason} It is unknown whether the change was made: check before you try again.", cause);

    private static ZenException Unavailable(ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin) =>
        new(ErrorCode.StoreUnavailable, Explain(address, route, exception, isLogin));

    private static string Explain(ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin)
    {
        if (IsTunnel(exception))
        {
            // The framework's message may contain the proxy's password.
            return DescribeTunnel(address, route, exception);
        }

        if (IsUntrusted(exception))
        {
            return $"A secure connection to the server {address} failed: "
                + $"{Sentence.End(exception.InnerException?.Message ?? exception.Message)} "
                + $"If a private authority issued its certificate, trust that: zenml connect --ca-file FILE";
        }

        if (IsUnsent(exception))
        {
            return route.Proxy.Describe(address) is { } proxy
                ? $"The proxy for the server {address}, {proxy}, cannot be reached. "
                    + $"If no proxy is needed, add the server to NO_PROXY."
                : $"The server {address} cannot be reached: {Sentence.End(exception.Message)}{Advise(address, route)}";
        }

        var broken = $"The connection to the server {address} broke before it responded.";
        var hint = address.Uri.Scheme == Uri.UriSchemeHttp ? " If the server uses https, its address begins with https." : "";
        return isLogin ? $"{broken} The login failed.{hint}" : broken;
    }

    private static string Advise(ServerAddress address, ServerRoute route) => route.IsNew
        ? address.Uri.IsLoopback ? " To start one on this machine: zenml up" : ""
        : route.IsOfVariable ? $" To use another store instead: unset {ZenClientOptions.ServerVariable}"
        : " To use the local store instead: zenml disconnect";

    private static bool IsTunnel(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.ProxyTunnelError;

    /// <remarks>The framework reports this before it sends the request.</remarks>
    private static bool IsUnsent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static string DescribeTunnel(ServerAddress address, ServerRoute route, HttpRequestException exception)
    {
        var proxy = route.Proxy.Describe(address);
        return exception.StatusCode is { } status && (int)status == 407
            ? ServerErrors.ProxyWantsLogin(proxy)
            : $"The proxy {proxy} rejected a connection to the server "
                + $"{address}{(exception.StatusCode is { } other ? $" (status {(int)other})" : "")}. Nothing was sent to the server. If "
                + "no proxy is needed, add the server to NO_PROXY.";
    }
}
