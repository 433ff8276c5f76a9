using ZenML.Core.Components;
using ZenML.Core.Flavors;
using ZenML.Core.Pipelines;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Users;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Persistence;

/// <summary>The repositories, bound to one transaction. Not to be kept beyond the work that it was handed to.</summary>
public interface IUnitOfWork
{
    /// <summary>Names, scopes and key names of secrets.</summary>
    ISecretRepository Secrets { get; }

    /// <summary>Values of secrets.</summary>
    ISecretsStore SecretValues { get; }

    /// <summary>Stack components.</summary>
    IComponentRepository Components { get; }

    /// <summary>Flavors.</summary>
    IFlavorRepository Flavors { get; }

    /// <summary>Stacks.</summary>
    IStackRepository Stacks { get; }

    /// <summary>Workspaces.</summary>
    IWorkspaceRepository Workspaces { get; }

    /// <summary>Accounts.</summary>
    IUserRepository Users { get; }

    /// <summary>Pipeline runs.</summary>
    IPipelineRunRepository PipelineRuns { get; }
}
