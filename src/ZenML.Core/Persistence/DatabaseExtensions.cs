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
}
