using System.Globalization;
using ZenML.Cli.Commands.Secrets.History;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;

namespace ZenML.Cli.Completion;

/// <summary>What the secret that is the first argument has: names of keys and tags, and versions. Never a value of a key.</summary>
internal static class SecretContents
{
    /// <summary>Its keys.</summary>
    public static CompletionSource Keys { get; } = Of(secret => secret.Keys.Select(key =>
        new Candidate(key, secret.Details.PlainKeys.Contains(key, StringComparer.Ordinal) ? "not secret" : null)));

    /// <summary>Those of its keys that are marked as not secret.</summary>
    public static CompletionSource PlainKeys { get; } = Of(secret => secret.Details.PlainKeys.Select(key => new Candidate(key)));

    /// <summary>The names of its tags.</summary>
    public static CompletionSource Tags { get; } = Of(secret => secret.Details.Tags.Select(tag => new Candidate(tag.Key, tag.Value)));

    /// <summary>Its versions that have values, the newest first.</summary>
    public static CompletionSource Versions { get; } = CompletionSource.InStore(
        async (request, token) =>
        {
            var secret = await FindAsync(request, token);
            var history = await request.Client.Secrets.History.ListPageAsync(secret.Id, cancellationToken: token);
            return history.Versions
                .Where(version => version.State is SecretVersionState.Current or SecretVersionState.Stored).Select(Describe);
        },
        keepsOrder: true);

    private static Candidate Describe(SecretVersion version) => new(
        version.Version.ToString(CultureInfo.InvariantCulture),
        string.Create(
            CultureInfo.InvariantCulture,
            $"{version.Created?.UtcDateTime:yyyy-MM-dd HH:mm} {version.User?.Name}: {SecretVersionDocument.Change(version)}"));

    private static CompletionSource Of(Func<SecretInfo, IEnumerable<Candidate>> read) =>
        CompletionSource.InStore(async (request, token) => read(await FindAsync(request, token)));

    private static Task<SecretInfo> FindAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        SecretScope? scope = request.Typed.ValueOf("--scope") switch
        {
            "user" => SecretScope.User,
            "workspace" => SecretScope.Workspace,
            _ => null,
        };
        return request.Typed.Arguments is [var name, ..]
            ? request.Client.Secrets.FindAsync(name, scope, LookupMode.Reading, cancellationToken)
            : throw new ZenException(ErrorCode.NotFound, "No secret is named yet.");
    }
}
