using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Command;

/// <summary>
/// Entries in a store of one's own, reached by a program that reads requests from its standard input and writes answers to its standard
/// output, one JSON object a line. The protocol is in <c>docs/stores/custom.md</c>.
/// </summary>
/// <param name="options">The program.</param>
/// <param name="owner">The server that entries belong to.</param>
/// <param name="clock">The clock.</param>
/// <param name="warn">Logs what the program writes to its standard error.</param>
public sealed class CommandEntryStore(CommandOptions options, EntryOwner owner, TimeProvider clock, Action<string> warn)
    : IEntryStore, IDisposable
{
    private const char Separator = '/';

    private readonly CommandConnection connection = new(options, clock, warn);

    /// <inheritdoc />
    public string DisplayName => CommandConnection.DisplayName;

    /// <inheritdoc />
    public int MaximumEntryBytes => options.MaximumEntryBytes;

    /// <inheritdoc />
    public async Task<string> WriteAsync(EntryName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("write", name, request => request with { Content = content }, cancellationToken);
        return FindText(answer, "version") is { Length: > 0 } version ? version : throw Misunderstood("write", "version");
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(EntryName name, string version, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("read", name, request => request with { Version = version }, cancellationToken);
        if (!answer.TryGetProperty("value", out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            throw Misunderstood("read", "value");
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Encoding.UTF8.GetBytes(value.GetString()!);
    }

    /// <inheritdoc />
    public Task DeleteAsync(EntryName name, CancellationToken cancellationToken) =>
        SendAsync("delete", name, request => request, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(EntryName name, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("exists", name, request => request, cancellationToken);
        return answer.TryGetProperty("exists", out var exists) && exists.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? exists.ValueKind == JsonValueKind.True
            : throw Misunderstood("exists", "exists");
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<EntryName> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await SendAsync("list", null, request => request, cancellationToken);
        if (!answer.TryGetProperty("names", out var names) || names.ValueKind != JsonValueKind.Array)
        {
            throw Misunderstood("list", "names");
        }

        foreach (var name in names.EnumerateArray())
        {
            if (name.ValueKind == JsonValueKind.String && EntryName.TryParse(name.GetString()!, Separator) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc />
    public Task ProbeAsync(CancellationToken cancellationToken) => SendAsync("probe", null, request => request, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    private static string? FindText(JsonElement answer, string field) =>
        answer.TryGetProperty(field, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static ZenException Misunderstood(string operation, string field) => new(
        ErrorCode.StoreUnavailable, $"The program of the secrets store answered '{operation}' without a valid '{field}'.");

    private async Task<JsonElement> SendAsync(
        string operation, EntryName? name, Func<CommandRequest, CommandRequest> complete, CancellationToken cancellationToken)
    {
        var request = complete(new CommandRequest(operation, await owner.GetAsync(cancellationToken)) { Name = name?.Format(Separator) });
        var answer = await connection.SendAsync(request, cancellationToken);
        if (FindText(answer, "error") is not { } error)
        {
            return answer;
        }

        var message = FindText(answer, "message") is { Length: > 0 } text && !MentionsValue(request, text)
            ? $" It says: {Sentence.End(text)}"
            : "";
        throw new ZenException(
            error switch
            {
                "too-large" => ErrorCode.TooLarge,
                "damaged" => ErrorCode.StoreDamaged,
                _ => ErrorCode.StoreUnavailable,
            },
            MessageText.Of(error switch
            {
                "too-large" => $"The program of the secrets store cannot hold an entry of this size.{message}",
                "damaged" => $"The program of the secrets store found an entry that is not the server's, or not what was written.{message}",
                "refused" => $"The program of the secrets store is not allowed to {operation}.{message}",
                "throttled" => $"The secrets store limits the rate of requests. Try again later.{message}",
                _ => $"The secrets store cannot be used at the moment.{message}",
            }));
    }

    private static bool MentionsValue(CommandRequest request, string text) => request.Content is { } content
        && EntryJson.TryRead(content) is { } values
        && values.Values.Any(value => value.Reveal() is { Length: > 0 } secret && text.Contains(secret, StringComparison.Ordinal));
}
