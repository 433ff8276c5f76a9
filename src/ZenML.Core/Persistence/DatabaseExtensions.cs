namespace ZenML.Core.Persistence;

/// <summary>Shorter ways to use a database.</summary>
internal static class DatabaseExtensions
{
    /// <summary>Runs work that has no result as one transaction; see <see cref="IDatabase.WriteAsync"/>.</summary>
    public static Task WriteAsync(
        this IDatabase database,
        Func<IUnitOfWork, CancellationToken, Task> work,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (unit, token) =>
            {
                await work(unit, token);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Makes a change of any size in steps, each a transaction, so that others can write meanwhile. The steps that are done stay done if
    /// a later one fails; the caller repeats the change to finish it.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="step">
    /// Makes one step after the place at which the step before ended, null for the first one. Returns its own place, null if nothing is
    /// left to do. It may run again after a rollback.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation between two steps.</param>
    public static async Task WriteInStepsAsync<TPlace>(
        this IDatabase database,
        Func<IUnitOfWork, TPlace?, CancellationToken, Task<TPlace?>> step,
        CancellationToken cancellationToken)
        where TPlace : class
    {
        TPlace? place = null;
        TPlace? next = null;

        // Like a record of a refusal, a step that is not the last one returns true: a server remembers a repeatable change by its last
        // step.
        while (await database.WriteAsync<object>(
            async (unit, token) => (next = await step(unit, place, token)) is null ? database : true, cancellationToken) is true)
        {
            place = next;
        }
    }
}
