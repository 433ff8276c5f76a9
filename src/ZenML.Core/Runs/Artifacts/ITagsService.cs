using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Tags. Their names are unique in the store.</summary>
public interface ITagsService
{
    /// <summary>Creates a tag that no resource has yet.</summary>
    /// <param name="name">The name.</param>
    /// <param name="color">One of <see cref="TagColors.Words"/>; null for a random one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: a tag has this name. <see cref="ErrorCode.InvalidArgument"/>: the name is invalid.
    /// </exception>
    Task<Tag> CreateAsync(string name, string? color, CancellationToken cancellationToken);

    /// <summary>Returns the tag with an id or with exactly this name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Tag> FindAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns one page of the tags that match; see <see cref="TrackingFields.Tags"/>.</summary>
    Task<Page<Tag>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a tag.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>. <see cref="ErrorCode.AlreadyExists"/>: another tag has the new name.
    /// <see cref="ErrorCode.InvalidArgument"/>: the new name is invalid.
    /// </exception>
    Task<Tag> UpdateAsync(Id<Tag> id, TagUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes the tag with an id or with exactly this name. Resources that have it lose it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
