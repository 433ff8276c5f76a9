using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Core;

/// <summary>The services for one caller, over a local store or over HTTP. The SDK and the CLI use nothing else.</summary>
public interface IZenServices
{
    /// <summary>Secrets and their values.</summary>
    ISecretsService Secrets { get; }

    /// <summary>Secrets without their values.</summary>
    ISecretMetadataService SecretMetadata { get; }

    /// <summary>Whether secrets have changed.</summary>
    ISecretChangesService SecretChanges { get; }

    /// <summary>Earlier versions of secrets, and who made them.</summary>
    ISecretHistoryService SecretHistory { get; }

    /// <summary>Secrets that were deleted and can be undeleted.</summary>
    IDeletedSecretService DeletedSecrets { get; }

    /// <summary>Changes of secrets that say what they did.</summary>
    ISecretEditService SecretEdits { get; }

    /// <summary>Copies and moves of secrets.</summary>
    ISecretTransferService SecretTransfers { get; }

    /// <summary>Many secrets at once.</summary>
    ISecretImportService SecretImports { get; }

    /// <summary>Which secrets have a value.</summary>
    ISecretLeakService SecretLeaks { get; }

    /// <summary>What refers to secrets.</summary>
    ISecretUsageService SecretUsages { get; }

    /// <summary>Stack components.</summary>
    IComponentsService Components { get; }

    /// <summary>Flavors of components.</summary>
    IFlavorsService Flavors { get; }

    /// <summary>Stacks.</summary>
    IStacksService Stacks { get; }

    /// <summary>Workspaces.</summary>
    IWorkspacesService Workspaces { get; }

    /// <summary>Accounts.</summary>
    IUsersService Users { get; }

    /// <summary>The runs of this library, as they progress.</summary>
    IPipelineRunsService PipelineRuns { get; }

    /// <summary>The records of runs in detail: pipelines, deployments, steps, artifacts and metadata.</summary>
    ITrackingServices Tracking { get; }

    /// <summary>Who did what.</summary>
    IAuditService Audit { get; }
}
