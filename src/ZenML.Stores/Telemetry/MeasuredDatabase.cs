using System.Diagnostics;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Stores.Telemetry;

/// <summary>A database whose units of work are timed and traced while someone listens.</summary>
public sealed class MeasuredDatabase : IDatabase
{
    private readonly IDatabase database;
    private readonly string system;

    /// <summary>Measures a database.</summary>
    /// <param name="database">What does the work.</param>
    /// <param name="system">The kind of database: <c>sqlite</c>, <c>postgresql</c> or <c>mysql</c>.</param>
    public MeasuredDatabase(IDatabase database, string system)
    {
        this.database = database;
        this.system = system;
        StatementTiming.IsOn = true;
        Audit = database.Audit == database ? this : new MeasuredDatabase(database.Audit, system);
    }

    /// <inheritdoc />
    public IDatabase Audit { get; }

    /// <inheritdoc />
    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        IsObserved ? MeasureAsync("read", database.ReadAsync, work, cancellationToken) : database.ReadAsync(work, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        IsObserved ? MeasureAsync("read", database.ReadOneAsync, work, cancellationToken) : database.ReadOneAsync(work, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        IsObserved ? MeasureAsync("write", database.WriteAsync, work, cancellationToken) : database.WriteAsync(work, cancellationToken);

    private static bool IsObserved => StoreTelemetry.Work.Enabled || StoreTelemetry.Source.HasListeners();

    private async Task<TResult> MeasureAsync<TResult>(
        string operation, Func<Func<IUnitOfWork, CancellationToken, Task<TResult>>, CancellationToken, Task<TResult>> run,
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.Source.StartActivity(operation, ActivityKind.Client);
        var tags = new TagList { { "db.system.name", system }, { "db.operation.name", operation } };
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await run(WorkInActivityAsync, cancellationToken);
        }
        catch (Exception exception)
        {
            // The kind of the failure alone: messages name what they are about.
            tags.Add("error.type", exception is ZenException known ? known.Code.ToString() : exception.GetType().Name);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            StoreTelemetry.Work.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
            foreach (var (name, value) in tags)
            {
                activity?.SetTag(name, value);
            }
        }

        // Writes that share a transaction are run by the first of them: their statements belong to their own activity nevertheless.
        async Task<TResult> WorkInActivityAsync(IUnitOfWork unit, CancellationToken token)
        {
            Activity.Current = activity ?? Activity.Current;
            return await work(unit, token);
        }
    }
}
