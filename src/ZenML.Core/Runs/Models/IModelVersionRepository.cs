using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>Stores versions of models.</summary>
public interface IModelVersionRepository
{
    /// <summary>Returns the version with an id and its metadata, or null.</summary>
    Task<ModelVersion?> FindByIdAsync(Id<ModelVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns the workspace of the model that has this version; null if there is no such version.</summary>
    Task<Id<Workspace>?> FindWorkspaceAsync(Id<ModelVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns the version of a model with exactly this name, or null.</summary>
    Task<Id<ModelVersion>?> FindByNameAsync(Id<Model> model, string name, CancellationToken cancellationToken);

    /// <summary>Returns those of the names that versions of a model have.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The names, at most 500.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlySet<string>> FindNamesAsync(Id<Model> model, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Returns the version of a model with this number, or null.</summary>
    Task<Id<ModelVersion>?> FindByNumberAsync(Id<Model> model, long number, CancellationToken cancellationToken);

    /// <summary>Returns the highest number of a model's versions; 0 if there are none.</summary>
    Task<long> GetHighestNumberAsync(Id<Model> model, CancellationToken cancellationToken);

    /// <summary>Returns the versions of a model that have a stage, with their names.</summary>
    Task<IReadOnlyList<ResourceReference<ModelVersion>>> FindByStageAsync(
        Id<Model> model, string stage, CancellationToken cancellationToken);

    /// <summary>Returns one page of the versions that match.</summary>
    /// <param name="model">The model; null for all.</param>
    /// <param name="query">What to return.</param>
    /// <param name="withMetadata">Whether to load metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<ModelVersion>> ListAsync(
        Id<Model>? model, ResourceQuery query, bool withMetadata, CancellationToken cancellationToken);

    /// <summary>Adds a version, without tags and links.</summary>
    Task AddAsync(ModelVersion version, CancellationToken cancellationToken);

    /// <summary>Writes the name, the description, the stage and the time of the last change.</summary>
    Task UpdateAsync(ModelVersion version, CancellationToken cancellationToken);

    /// <summary>Sets the stage and the time of the last change.</summary>
    Task SetStageAsync(Id<ModelVersion> version, string stage, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes a version with its links, tags and metadata.</summary>
    Task DeleteAsync(Id<ModelVersion> id, CancellationToken cancellationToken);
}
