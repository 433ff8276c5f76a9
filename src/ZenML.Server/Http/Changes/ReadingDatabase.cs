using ZenML.Core.Persistence;

namespace ZenML.Server.Http.Changes;

/// <summary>
/// The database of the requests that change nothing. A change is made with <see cref="HttpChanges"/>, so that its answer is
/// read in its own transaction: read after the commit, it could fail, and the client would be told that a change was not
/// made that was. An endpoint that forgets this fails here, before anything is changed.
/// </summary>
internal sealed class ReadingDatabase(IDatabase database) : DelegatingDatabase(database)
{
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Changes are made with {nameof(Changes)}.{nameof(HttpChanges.ChangeAsync)}.");
}
