using ZenML.Cli.Commands.Secrets.Deleted;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>
/// Finds the secret that a command is about. The error for one that does not exist names the one that was probably meant, and says if it
/// was deleted.
/// </summary>
internal static class SecretSearch
{
    /// <summary>
    /// How to find what is shown. People see which secret they got, so the beginning of a name is enough. A program would not notice
    /// another secret whose name begins alike.
    /// </summary>
    public static LookupMode ModeFor(OutputFormat format) => format == OutputFormat.Table ? LookupMode.Reading : LookupMode.Exact;

    /// <summary>Finds a secret without its values.</summary>
    /// <exception cref="ZenException">There is no such secret, or more than one matches.</exception>
    public static Task<SecretInfo> FindSecretAsync(
        this CliContext context, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        context.SearchAsync(
            text, scope, mode, () => context.Client.Secrets.FindAsync(text, scope, mode, cancellationToken), cancellationToken);

    /// <summary>Finds a secret with its values.</summary>
    /// <exception cref="ZenException">There is no such secret, or more than one matches.</exception>
    public static Task<Secret> GetSecretAsync(
        this CliContext context, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        context.SearchAsync(
            text, scope, mode, () => context.Client.Secrets.GetAsync(text, scope, mode, cancellationToken), cancellationToken);

    /// <summary>Searches, and explains if the secret does not exist.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="text">The name or id of the secret.</param>
    /// <param name="scope">Where it is looked up; null for both scopes.</param>
    /// <param name="mode">Which matches are allowed.</param>
    /// <param name="search">The search.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ZenException">What the search throws, with a better message if the secret does not exist.</exception>
    public static async Task<TResult> SearchAsync<TResult>(
        this CliContext context, string text, SecretScope? scope, LookupMode mode, Func<Task<TResult>> search,
        CancellationToken cancellationToken)
    {
        try
        {
            return await search();
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            if (await ExplainAsync(context, exception, text, scope, mode, cancellationToken) is { } message)
            {
                throw new ZenException(exception.Code, message, exception);
            }

            throw;
        }
    }

    /// <returns>Null if the secret exists, so that something else was not found.</returns>
    private static async Task<string?> ExplainAsync(
        CliContext context, ZenException missing, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken)
    {
        var message = missing.Message;
        try
        {
            var found = await context.Client.Secrets.FindAsync(text, scope, LookupMode.Reading, cancellationToken);
            if (mode == LookupMode.Reading || found.ReferenceName == text || (Guid.TryParse(text, out var id) && id == found.Id.Value))
            {
                return null;
            }

            if (found.ReferenceName.StartsWith(text, StringComparison.Ordinal))
            {
                message = MessageText.Of(
                    $"There is no secret '{text}'. Did you mean '{found.ReferenceName}'? Give the whole name: only output for people "
                    + $"accepts the beginning of one.");
            }
            else if (mode == LookupMode.Exact)
            {
                message = MessageText.Of(
                    $"There is no secret '{text}'. Did you mean '{found.ReferenceName}', whose id begins like that? Give the whole name or "
                    + $"id: only output for people accepts the beginning of one.");
            }
        }
        catch (ZenException exception)
        {
            // An exact lookup suggests nothing; this one may have found a similar name, or several that begin like this one.
            message = exception.Code switch
            {
                ErrorCode.NotFound => exception.Message,
                ErrorCode.Ambiguous when mode == LookupMode.Exact => MessageText.Of(
                    $"There is no secret '{text}', but more than one begins like that. Give the whole name. To list them: zenml secret "
                    + $"list"),
                _ => message,
            };
        }

        // A secret that had exactly this name was meant more likely than any that has a similar one.
        string bare = MessageText.Of($"There is no secret '{text}'.");
        return await DeletionHint.FindAsync(context.Client, text, scope, cancellationToken) is { } hint
            ? $"{bare}{Environment.NewLine}{hint}"
            : await FindKeyAsync(context, text, scope, cancellationToken)
            ?? (message == bare ? $"{bare} To list them: zenml secret list" : message);
    }

    /// <summary>The message if the text is a secret and one of its keys, written as in a reference.</summary>
    private static async Task<string?> FindKeyAsync(
        CliContext context, string text, SecretScope? scope, CancellationToken cancellationToken)
    {
        if (!SecretReference.TryParse(text.StartsWith("{{", StringComparison.Ordinal) ? text : $"{{{{{text}}}}}", out var reference))
        {
            return null;
        }

        try
        {
            var secret = await context.Client.Secrets.FindAsync(reference.Name, scope, LookupMode.Exact, cancellationToken);
            return secret.Keys.Contains(reference.Key, StringComparer.Ordinal)
                ? MessageText.Of(
                    $"There is no secret '{text}'. To show the key '{reference.Key}' of the secret '{reference.Name}': zenml secret get "
                    + $"{ShellWord.Quote(reference.Name)} {ShellWord.Quote(reference.Key)}")
                : null;
        }
        catch (ZenException)
        {
            return null;
        }
    }
}
