using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Protocol.Access;
using ZenML.Core.Auditing.Chains;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Auditing;
using ZenML.Protocol.Components;
using ZenML.Protocol.Devices;
using ZenML.Protocol.Envelopes;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Flavors;
using ZenML.Protocol.Secrets;
using ZenML.Protocol.Servers;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Tracking;
using ZenML.Protocol.Users;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Json;

/// <summary>How everything that travels is written and read, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WireTimeConverter), typeof(OpaqueJsonConverter)])]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ExchangedTokenResponse))]
[JsonSerializable(typeof(TrustResource))]
[JsonSerializable(typeof(ResourcePage<TrustResource>))]
[JsonSerializable(typeof(IReadOnlyList<TrustTestBody>))]
[JsonSerializable(typeof(ServiceAccountResource))]
[JsonSerializable(typeof(ResourcePage<ServiceAccountResource>))]
[JsonSerializable(typeof(ApiKeyResource))]
[JsonSerializable(typeof(ResourcePage<ApiKeyResource>))]
[JsonSerializable(typeof(ApiKeyLimitsBody))]
[JsonSerializable(typeof(ResourcePage<IssuedTokenResource>))]
[JsonSerializable(typeof(SingleSignOnBody))]
[JsonSerializable(typeof(SingleSignOnStartBody))]
[JsonSerializable(typeof(LinkedIdentityResource))]
[JsonSerializable(typeof(LinkedIdentitiesBody))]
[JsonSerializable(typeof(DeviceResource))]
[JsonSerializable(typeof(ResourcePage<DeviceResource>))]
[JsonSerializable(typeof(DeviceAuthorizationResponse))]
[JsonSerializable(typeof(ResourcePage<AuditResource>))]
[JsonSerializable(typeof(IReadOnlyList<AuditResource>))]
[JsonSerializable(typeof(AuditStatement))]
[JsonSerializable(typeof(AuditSlice))]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(ServerSettingsResource))]
[JsonSerializable(typeof(UserResource))]
[JsonSerializable(typeof(ResourcePage<UserResource>))]
[JsonSerializable(typeof(WorkspaceResource))]
[JsonSerializable(typeof(ResourcePage<WorkspaceResource>))]
[JsonSerializable(typeof(WorkspaceStatistics))]
[JsonSerializable(typeof(SecretResource))]
[JsonSerializable(typeof(ResourcePage<SecretResource>))]
[JsonSerializable(typeof(ComponentResource))]
[JsonSerializable(typeof(ResourcePage<ComponentResource>))]
[JsonSerializable(typeof(StackResource))]
[JsonSerializable(typeof(ResourcePage<StackResource>))]
[JsonSerializable(typeof(FlavorResource))]
[JsonSerializable(typeof(ResourcePage<FlavorResource>))]
[JsonSerializable(typeof(IReadOnlyList<PasswordResetResource>))]
[JsonSerializable(typeof(SecretInfoResource))]
[JsonSerializable(typeof(ResourcePage<SecretInfoResource>))]
[JsonSerializable(typeof(SecretsBody))]
[JsonSerializable(typeof(SecretChangesBody))]
[JsonSerializable(typeof(SecretRetentionBody))]
[JsonSerializable(typeof(SecretHistoryResource))]
[JsonSerializable(typeof(SecretDiffResource))]
[JsonSerializable(typeof(LeakedSecretsBody))]
[JsonSerializable(typeof(SecretRollbackResource))]
[JsonSerializable(typeof(EditedSecretResource))]
[JsonSerializable(typeof(ImportedSecrets))]
[JsonSerializable(typeof(ValidatedStack))]
[JsonSerializable(typeof(SecretUsagesBody))]
[JsonSerializable(typeof(ReferenceSuggestionsBody))]
[JsonSerializable(typeof(ReferenceChecks))]
[JsonSerializable(typeof(ResolvedReferences))]
[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(GrantedRoleResource))]
[JsonSerializable(typeof(RevokedRoleResource))]
[JsonSerializable(typeof(GroupResource))]
[JsonSerializable(typeof(ResourcePage<GroupResource>))]
[JsonSerializable(typeof(GroupMembersBody))]
[JsonSerializable(typeof(GroupMembershipResource))]
[JsonSerializable(typeof(SharedSecretResource))]
[JsonSerializable(typeof(SecretAccessBody))]
[JsonSerializable(typeof(HolderAccessBody))]
[JsonSerializable(typeof(PipelineResource))]
[JsonSerializable(typeof(ResourcePage<PipelineResource>))]
[JsonSerializable(typeof(DeploymentResource))]
[JsonSerializable(typeof(ResourcePage<DeploymentResource>))]
[JsonSerializable(typeof(PipelineRunResource))]
[JsonSerializable(typeof(ResourcePage<PipelineRunResource>))]
[JsonSerializable(typeof(StepRunResource))]
[JsonSerializable(typeof(ResourcePage<StepRunResource>))]
[JsonSerializable(typeof(ArtifactResource))]
[JsonSerializable(typeof(ResourcePage<ArtifactResource>))]
[JsonSerializable(typeof(ArtifactVersionResource))]
[JsonSerializable(typeof(ResourcePage<ArtifactVersionResource>))]
[JsonSerializable(typeof(IReadOnlyList<RunMetadataResource>))]
[JsonSerializable(typeof(ModelResource))]
[JsonSerializable(typeof(ResourcePage<ModelResource>))]
[JsonSerializable(typeof(ModelVersionResource))]
[JsonSerializable(typeof(ResourcePage<ModelVersionResource>))]
[JsonSerializable(typeof(ModelArtifactLinkResource))]
[JsonSerializable(typeof(ResourcePage<ModelArtifactLinkResource>))]
[JsonSerializable(typeof(ModelRunLinkResource))]
[JsonSerializable(typeof(ResourcePage<ModelRunLinkResource>))]
[JsonSerializable(typeof(ModelOfRun))]
[JsonSerializable(typeof(RunMetadataResource))]
[JsonSerializable(typeof(ResourcePage<RunMetadataResource>))]
[JsonSerializable(typeof(PipelineNamespaceResource))]
[JsonSerializable(typeof(ResourcePage<PipelineNamespaceResource>))]
[JsonSerializable(typeof(TagResource))]
[JsonSerializable(typeof(ResourcePage<TagResource>))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>The context to use: text beyond ASCII is left readable.</summary>
    public static ContractsJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new WireTimeConverter(), new OpaqueJsonConverter() },
    });
}
