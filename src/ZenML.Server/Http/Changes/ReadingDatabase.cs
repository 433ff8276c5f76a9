using ZenML.Core.Persistence;

namespace ZenML.Server.Http.Changes;

/// <summary>
/// The database for requests that change nothing. Changes must go through <see cref="HttpChanges"/>, which reads the response in
/// the transaction of the change. A read after the commit could fail, and the client would get an error for a change that was
/// made. An endpoint that forgets this fails here, before anything is changed.
/// </summary>
internal sealed class ReadingDatabase(IDatabase database) : DelegatingDatabase(database)
{
    public override Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"To make a change, call {nameof(Changes)}.{nameof(HttpChanges.ChangeAsync)}.");
}
