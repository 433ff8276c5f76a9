using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Runs.Models;

/// <summary>The services for models over a database, acting for one caller. Each one is created on first use.</summary>
public sealed class ModelServices(Caller caller, ServiceDependencies dependencies) : IModelServices
{
    /// <inheritdoc />
    public IModelsService Models => field ??= new ModelsService(caller, dependencies);

    /// <inheritdoc />
    public IModelVersionsService Versions => field ??= new ModelVersionsService(caller, dependencies);

    /// <inheritdoc />
    public IModelLinksService Links => field ??= new ModelLinksService(caller, dependencies);
}
