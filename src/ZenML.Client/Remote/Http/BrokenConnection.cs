using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>What a connection that did not come about, or broke, means for what was sent over it.</summary>
internal static class BrokenConnection
{
    /// <summary>Whether the same request may be sent again: it was certainly not sent, or it only reads.</summary>
    public static bool MayTryAgain(HttpRequestException exception, bool isRead) =>
        IsUnsent(exception) || (isRead && !IsUntrusted(exception) && !IsTunnel(exception));

    /// <summary>Whether the server could not prove who it is.</summary>
    public static bool IsUntrusted(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.SecureConnectionError;

    /// <summary>The error to report.</summary>
    /// <param name="address">The server.</param>
    /// <param name="route">How it was to be reached.</param>
    /// <param name="exception">What happened.</param>
    /// <param name="isLogin">Whether a login was sent, which changes nothing.</param>
    /// <param name="mayHaveHappened">Whether a change was sent.</param>
    public static ZenException Describe(
        ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin, bool mayHaveHappened) =>
        mayHaveHappened && !IsUnsent(exception) && !IsUntrusted(exception) && !IsTunnel(exception)
            ? OutcomeUnknown($"The connection to the server {address} broke before it answered.")
            : Unavailable(address, route, exception, isLogin);

    /// <summary>The error when no answer came to a change that was sent.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    /// <param name="cause">What happened; null for nothing more to know.</param>
    public static ZenException OutcomeUnknown(string reason, Exception? cause = null) =>
        new(ErrorCode.OutcomeUnknown, $"{reason} Whether the change was made is not known: look before you try again.", cause);

    private static ZenException Unavailable(ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin) =>
        new(ErrorCode.StoreUnavailable, Explain(address, route, exception, isLogin));

    private static string Explain(ServerAddress address, ServerRoute route, HttpRequestException exception, bool isLogin)
    {
        if (IsTunnel(exception))
        {
            // The framework's message may hold the proxy's password.
            return DescribeTunnel(address, route, exception);
        }

        if (IsUntrusted(exception))
        {
            return $"No trusted connection to the server {address} could be made: "
                + $"{Sentence.End(exception.InnerException?.Message ?? exception.Message)} "
                + $"If its certificate comes from an authority of your own, name that: zenml connect --ca-file FILE";
        }

        if (IsUnsent(exception))
        {
            return route.Proxy.Describe(address) is { } proxy
                ? $"The proxy {proxy}, through which the server {address} is to be reached, cannot be reached itself. "
                    + $"If none is needed, name the server in NO_PROXY."
                : $"The server {address} cannot be reached: {Sentence.End(exception.Message)}{Advise(address, route)}";
        }

        var broken = $"The connection to the server {address} broke before it answered.";
        var hint = address.Uri.Scheme == Uri.UriSchemeHttp ? " Does the server speak https? Then its address begins with https." : "";
        return isLogin ? $"{broken} Nobody was logged in.{hint}" : broken;
    }

    private static string Advise(ServerAddress address, ServerRoute route) => route.IsNew
        ? address.Uri.IsLoopback ? " To start one on this machine: zenml up" : ""
        : " To work with the local store instead: zenml disconnect";

    private static bool IsTunnel(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.ProxyTunnelError;

    /// <remarks>Reported before anything of the request was sent.</remarks>
    private static bool IsUnsent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static string DescribeTunnel(ServerAddress address, ServerRoute route, HttpRequestException exception)
    {
        var proxy = route.Proxy.Describe(address);
        return exception.StatusCode is { } status && (int)status == 407
            ? ServerErrors.ProxyWantsLogin(proxy)
            : $"The proxy {proxy} refused a connection to the server "
                + $"{address}{(exception.StatusCode is { } other ? $" (status {(int)other})" : "")}. Nothing was sent to the server. If "
                + "no proxy is needed, name the server in NO_PROXY.";
    }
}
