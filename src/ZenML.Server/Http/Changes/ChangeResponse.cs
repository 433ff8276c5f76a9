using ZenML.Core.Persistence;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Http.Changes;

/// <summary>The response to one change, written in the transaction of the change.</summary>
/// <param name="http">The request.</param>
/// <param name="collect">Collects the accounts and workspaces that the response nests.</param>
/// <param name="write">Serializes the response as JSON.</param>
internal sealed class ChangeResponse<TResult>(
    HttpContext http, Action<NamedLoader, TResult>? collect, Func<TResult, NamedLoader, byte[]> write)
{
    private byte[]? json;

    private DirectoryEntries? read;

    /// <summary>
    /// Prepares the response from the result of a transaction. Other transactions of the same request record rejections and
    /// failed attempts; they have no response.
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

    /// <summary>Returns the response that was prepared from a transaction's result; null if there is none.</summary>
    public byte[]? FindPrepared(object? result) => result is TResult ? json : null;

    /// <summary>Returns the response after the commit. Does nothing that can fail.</summary>
    /// <param name="result">The result of the service. Used only if nothing had to be changed, so that no transaction prepared a
    /// response.</param>
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
