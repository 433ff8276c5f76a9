using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>Models.</summary>
public interface IModelsService
{
    /// <summary>Records a model.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: a model has this name, in whichever workspace.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name or that of a tag is invalid.
    /// <see cref="ErrorCode.NotFound"/>: there is no such workspace. <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<Model> CreateAsync(NewModel model, CancellationToken cancellationToken);

    /// <summary>Returns the model with this id or exactly this name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Model> FindAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns one page of the models that match; see <see cref="ModelFields.Models"/>.</summary>
    Task<Page<Model>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a model. The time of the last change moves even if nothing else does.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>. <see cref="ErrorCode.AlreadyExists"/>: another model has the new name.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name or that of a tag is invalid.
    /// </exception>
    Task<Model> UpdateAsync(Id<Model> id, ModelUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes the model with this id or exactly this name, with its versions, their links and their metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
