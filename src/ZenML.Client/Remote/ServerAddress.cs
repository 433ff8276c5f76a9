using System.Diagnostics.CodeAnalysis;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote;

/// <summary>The address of a server: <c>http</c> or <c>https</c>, optionally with a path before <c>/api/v1</c>, and without parts that
/// could contain a credential.</summary>
internal sealed record ServerAddress
{
    private ServerAddress(Uri uri) => Uri = uri;

    /// <summary>The address with a trailing slash.</summary>
    public Uri Uri { get; }

    /// <summary>Whether requests cross a network unencrypted.</summary>
    public bool IsExposed => Uri.Scheme == Uri.UriSchemeHttp && !ThisMachine.IsNamedBy(Uri.IdnHost);

    /// <summary>The same address with <c>http</c>.</summary>
    public ServerAddress Unencrypted => new(new UriBuilder(Uri) { Scheme = Uri.UriSchemeHttp, Port = Uri.Port }.Uri);

    /// <summary>Whether text has the scheme of a server address, not of a database.</summary>
    public static bool IsHttp([NotNullWhen(true)] string? text) => text is not null
        && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Parses an address.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>; the message does not show the address, which may contain a password.
    /// </exception>
    public static ServerAddress Parse(string text)
    {
        var trimmed = text.Trim();
        if (!IsHttp(trimmed) || !Uri.TryCreate(trimmed.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "The address of a server must have a form such as https://zenml.example.com or http://127.0.0.1:8237.");
        }

        return uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? new ServerAddress(uri)
            : throw new ZenException(ErrorCode.InvalidArgument,
                "The address of a server cannot contain a user, password or query. Pass a user with --username.");
    }

    /// <summary>Returns the address as it is shown and stored, without a trailing slash.</summary>
    public override string ToString() => Uri.AbsoluteUri.TrimEnd('/');
}
