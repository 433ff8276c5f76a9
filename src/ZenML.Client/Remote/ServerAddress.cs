using System.Diagnostics.CodeAnalysis;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote;

/// <summary>Where a server is: <c>http</c> or <c>https</c>, perhaps with a path before <c>/api/v1</c>, and nothing that could hold a
/// credential.</summary>
internal sealed record ServerAddress
{
    private ServerAddress(Uri uri) => Uri = uri;

    /// <summary>The address, with a slash at its end.</summary>
    public Uri Uri { get; }

    /// <summary>Whether the network between can read what is sent: not encrypted, and not to this machine.</summary>
    public bool IsExposed => Uri.Scheme == Uri.UriSchemeHttp && !ThisMachine.IsNamedBy(Uri.IdnHost);

    /// <summary>The same place without encryption.</summary>
    public ServerAddress Unencrypted => new(new UriBuilder(Uri) { Scheme = Uri.UriSchemeHttp, Port = Uri.Port }.Uri);

    /// <summary>Whether a text can be the address of a server at all; others name databases.</summary>
    public static bool IsHttp([NotNullWhen(true)] string? text) => text is not null
        && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>; the message does not repeat the address, which may hold a password.
    /// </exception>
    public static ServerAddress Parse(string text)
    {
        var trimmed = text.Trim();
        if (!IsHttp(trimmed) || !Uri.TryCreate(trimmed.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "The address of a server looks like https://zenml.example.com or http://127.0.0.1:8237.");
        }

        return uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? new ServerAddress(uri)
            : throw new ZenException(ErrorCode.InvalidArgument,
                "The address of a server has no user, password or query in it. Give a user with --username; the password is asked for.");
    }

    /// <summary>The address as it is shown and stored: without the slash at its end.</summary>
    public override string ToString() => Uri.AbsoluteUri.TrimEnd('/');
}
