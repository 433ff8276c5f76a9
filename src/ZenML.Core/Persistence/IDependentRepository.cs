namespace ZenML.Core.Persistence;

/// <summary>Which resources are deleted together with another.</summary>
public interface IDependentRepository
{
    /// <summary>The resources that belong to another, in an order of their own.</summary>
    /// <param name="owner">What kind of resource they belong to.</param>
    /// <param name="id">Which one.</param>
    /// <param name="after">The last of those that were listed before; null for the first ones.</param>
    /// <param name="limit">How many to list at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Some of those that are left; empty if none are.</returns>
    Task<IReadOnlyList<DependentRow>> ListAsync(
        DependentOwner owner, Guid id, DependentRow? after, int limit, CancellationToken cancellationToken);
}
