using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Stores tags.</summary>
public interface ITagRepository
{
    /// <summary>Returns the tag with an id, or null.</summary>
    Task<Tag?> FindByIdAsync(Id<Tag> id, CancellationToken cancellationToken);

    /// <summary>Returns the tag with exactly this name, or null.</summary>
    Task<Tag?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns one page of the tags that match.</summary>
    Task<Page<Tag>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a tag that no resource has yet.</summary>
    Task AddAsync(Tag tag, CancellationToken cancellationToken);

    /// <summary>Writes the name, the color and the time of the last change.</summary>
    Task UpdateAsync(Tag tag, CancellationToken cancellationToken);

    /// <summary>Deletes a tag. Resources that have it lose it.</summary>
    Task DeleteAsync(Id<Tag> id, CancellationToken cancellationToken);

    /// <summary>Gives a resource tags. Tags that do not exist are created, with a random color.</summary>
    Task AttachAsync(Guid resource, IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes tags from a resource.</summary>
    Task DetachAsync(Guid resource, IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
