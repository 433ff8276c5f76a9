using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>Stores models.</summary>
public interface IModelRepository
{
    /// <summary>Returns the model with an id, or null.</summary>
    Task<Model?> FindByIdAsync(Id<Model> id, CancellationToken cancellationToken);

    /// <summary>Returns the model with exactly this name, or null.</summary>
    Task<Model?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns one page of the models that match.</summary>
    Task<Page<Model>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a model, without tags.</summary>
    Task AddAsync(Model model, CancellationToken cancellationToken);

    /// <summary>Writes everything that can change, except tags.</summary>
    Task UpdateAsync(Model model, CancellationToken cancellationToken);

    /// <summary>Deletes a model with its versions.</summary>
    Task DeleteAsync(Id<Model> id, CancellationToken cancellationToken);
}
