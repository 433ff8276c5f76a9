using ZenML.Core.Persistence;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Http.Changes;

/// <summary>The answer to one change, written in the transaction of the change.</summary>
/// <param name="http">The request.</param>
/// <param name="collect">Collects the accounts and workspaces that the answer nests.</param>
/// <param name="write">Writes the answer as JSON.</param>
internal sealed class ChangeResponse<TResult>(
    HttpContext http, Action<NamedLoader, TResult>? collect, Func<TResult, NamedLoader, byte[]> write)
{
    private byte[]? json;

    private DirectoryEntries? read;

    /// <summary>
    /// Prepares the answer from what a transaction returns. Other transactions of the same request record refusals and
    /// failed attempts; they have no answer.
    /// </summary>
    public async Task PrepareAsync(IUnitOfWork unit, object? result, CancellationToken cancellationToken)
    {
        if (result is TResult changed)
        {
            var named = Collect(changed);
            read = await named.LoadAsync(http, unit, cancellationToken);
            json = write(changed, named);
        }
    }

    /// <summary>The answer that was prepared from what a transaction returned; null if that has none.</summary>
    public byte[]? FindPrepared(object? result) => result is TResult ? json : null;

    /// <summary>The answer, now that the transaction is committed. Nothing that can fail happens here.</summary>
    /// <param name="result">What the service returned. It is only used if nothing had to be changed, so that no transaction
    /// prepared an answer.</param>
    public async ValueTask<ReadOnlyMemory<byte>> FinishAsync(TResult result)
    {
        if (json is null)
        {
            return write(result, await Collect(result).LoadAsync(http));
        }

        if (read is not null)
        {
            http.RequestServices.GetRequiredService<DirectoryCache>().Remember(read);
        }

        return json;
    }

    private NamedLoader Collect(TResult result)
    {
        var named = new NamedLoader();
        collect?.Invoke(named, result);
        return named;
    }
}
