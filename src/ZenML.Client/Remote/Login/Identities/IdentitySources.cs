using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login.Identities;

/// <summary>
/// Finds where this program gets identity tokens. What was set for this purpose comes before what the surroundings offer.
/// </summary>
internal static class IdentitySources
{
    /// <summary>Where a pod finds the token that its projected volume has for this program.</summary>
    public const string KubernetesFile = "/var/run/secrets/zenml/token";

    private const string GitHubUrl = "ACTIONS_ID_TOKEN_REQUEST_URL";

    private const string GitHubToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    /// <summary>Whether something was set for this purpose, so that a server is meant.</summary>
    public static bool IsGiven(ZenClientOptions options) =>
        options.ServerIdentity is not null || Variable(ZenClientOptions.IdentityTokenFileVariable) is not null
        || Variable(ZenClientOptions.IdentityTokenCommandVariable) is not null
        || Variable(ZenClientOptions.IdentityTokenVariable) is not null;

    /// <summary>Finds what was set for this purpose.</summary>
    /// <returns>Where to get tokens; null if nothing was set.</returns>
    public static IdentitySource? FindGiven(ServerAddress address, ZenClientOptions options)
    {
        if (options.ServerIdentity is { } given)
        {
            return Make("your program", given, address);
        }

        if (!options.IsServerOfVariable())
        {
            return null;
        }

        if (Variable(ZenClientOptions.IdentityTokenFileVariable) is { } file)
        {
            return Make(ZenClientOptions.IdentityTokenFileVariable, (_, token) => ReadAsync(file, token), address);
        }

        if (Variable(ZenClientOptions.IdentityTokenCommandVariable) is { } command)
        {
            return Make(
                ZenClientOptions.IdentityTokenCommandVariable,
                (audience, token) => new IdentityCommand(command).RunAsync(audience, token), address);
        }

        return Variable(ZenClientOptions.IdentityTokenVariable) is { } text
            ? Make(ZenClientOptions.IdentityTokenVariable, (_, _) => Task.FromResult(new SensitiveString(text)), address)
            : null;
    }

    /// <summary>Finds what the surroundings of this program offer. It is used only if there is no other login.</summary>
    /// <returns>Where to get tokens; null if they offer nothing.</returns>
    public static IdentitySource? FindOffered(ServerAddress address, ZenClientOptions options)
    {
        if (!options.IsServerOfVariable())
        {
            return null;
        }

        if (Variable(GitHubUrl) is { } url && Variable(GitHubToken) is { } token)
        {
            return Make("GitHub Actions", new GitHubIdentity(url, token, options.Clock).RequestAsync, address);
        }

        return File.Exists(KubernetesFile)
            ? Make("Kubernetes", (_, cancellation) => ReadAsync(KubernetesFile, cancellation), address)
            : null;
    }

    private static IdentitySource Make(
        string name, Func<string, CancellationToken, Task<SensitiveString>> getToken, ServerAddress address) => new(name, getToken)
    {
        Audience = Variable(ZenClientOptions.IdentityAudienceVariable) ?? address.ToString(),
        ServiceAccount = Variable(ZenClientOptions.IdentityServiceAccountVariable),
    };

    private static async Task<SensitiveString> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var buffer = new byte[IdentitySource.LongestToken + 2];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return new SensitiveString(System.Text.Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The identity token in '{path}' cannot be read: {Sentence.End(exception.Message)}", exception);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
