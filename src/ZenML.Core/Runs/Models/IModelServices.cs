namespace ZenML.Core.Runs.Models;

/// <summary>What one caller can do with models. Only servers offer it: the command and the SDK do not use models.</summary>
public interface IModelServices
{
    /// <summary>Models.</summary>
    IModelsService Models { get; }

    /// <summary>Versions of models.</summary>
    IModelVersionsService Versions { get; }

    /// <summary>Links of artifact versions and runs to versions of models.</summary>
    IModelLinksService Links { get; }
}
