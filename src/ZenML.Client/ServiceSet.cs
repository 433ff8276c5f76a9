using ZenML.Core;
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

namespace ZenML.Client;

/// <summary>A set of services, some of which can be replaced by decorators: <c>new ServiceSet(services) { Secrets = ... }</c>.</summary>
internal sealed class ServiceSet(IZenServices services) : IZenServices
{
    public ISecretsService Secrets { get => field ??= services.Secrets; init; }

    public ISecretMetadataService SecretMetadata { get => field ??= services.SecretMetadata; init; }

    public ISecretChangesService SecretChanges { get => field ??= services.SecretChanges; init; }

    public ISecretHistoryService SecretHistory { get => field ??= services.SecretHistory; init; }

    public IDeletedSecretService DeletedSecrets { get => field ??= services.DeletedSecrets; init; }

    public ISecretEditService SecretEdits { get => field ??= services.SecretEdits; init; }

    public ISecretTransferService SecretTransfers { get => field ??= services.SecretTransfers; init; }

    public ISecretImportService SecretImports { get => field ??= services.SecretImports; init; }

    public ISecretLeakService SecretLeaks { get => field ??= services.SecretLeaks; init; }

    public ISecretUsageService SecretUsages { get => field ??= services.SecretUsages; init; }

    public IComponentsService Components { get => field ??= services.Components; init; }

    public IFlavorsService Flavors { get => field ??= services.Flavors; init; }

    public IStacksService Stacks { get => field ??= services.Stacks; init; }

    public IWorkspacesService Workspaces { get => field ??= services.Workspaces; init; }

    public IUsersService Users { get => field ??= services.Users; init; }

    public IPipelineRunsService PipelineRuns { get => field ??= services.PipelineRuns; init; }

    public ITrackingServices Tracking { get => field ??= services.Tracking; init; }

    public IAuditService Audit { get => field ??= services.Audit; init; }
}
