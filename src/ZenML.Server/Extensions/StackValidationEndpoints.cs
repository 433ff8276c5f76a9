using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Stacks;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Extensions;

/// <summary>Finds a stack and checks, as a run does, that the references of its components resolve. Reads no values.</summary>
internal static class StackValidationEndpoints
{
    /// <summary>Adds the route below a workspace.</summary>
    public static void MapStackValidation(this IEndpointRouteBuilder workspace) =>
        workspace.MapPost(ExtensionPaths.ValidateStack, ValidateAsync);

    private static async Task ValidateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var text = body.Text("stack");
        var mode = body.ReadLookupMode();
        var active = ReadActive(body, mistakes);
        var level = body.ReadValidationLevel();
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceByIdOrNameAsync(services);
        var stack = text is not null ? await services.Stacks.FindAsync(workspace.Id, text, mode, http.RequestAborted)
            : active.TryGetValue(workspace.Id, out var chosen) ? await GetAsync(services, workspace, chosen, http.RequestAborted)
            : await services.Stacks.FindAsync(workspace.Id, Stack.DefaultName, LookupMode.Exact, http.RequestAborted);
        var (missing, expiring) = await CheckAsync(services, workspace, stack, level, http.RequestAborted);
        var named = await StacksEndpoints.LoadNamedAsync(http, [stack], hydrate: true);
        await http.AnswerAsync(
            new ValidatedStack(stack.ToWire(named, hydrate: true), missing, expiring), ContractsJson.Wire.ValidatedStack);
    }

    /// <summary>Returns the caller's active stacks by workspace: the caller may not know the id of the workspace yet.</summary>
    private static Dictionary<Id<Workspace>, Id<Stack>> ReadActive(RequestBody body, RequestMistakes mistakes)
    {
        var active = new Dictionary<Id<Workspace>, Id<Stack>>();
        foreach (var (workspace, stack) in body.TextMap("active_stacks") ?? [])
        {
            if (Id<Workspace>.TryParse(workspace, out var workspaceId) && Id<Stack>.TryParse(stack, out var stackId))
            {
                active[workspaceId] = stackId;
            }
            else
            {
                mistakes.Add("body -> active_stacks", "value is not a valid uuid (type=type_error.uuid)");
            }
        }

        return active;
    }

    private static async Task<Stack> GetAsync(
        IServerServices services, Workspace workspace, Id<Stack> id, CancellationToken cancellationToken)
    {
        var stack = await services.Stacks.GetAsync(id, cancellationToken);
        return stack.Workspace.Id == workspace.Id
            ? stack
            : throw new ZenException(ErrorCode.NotFound, $"There is no stack with the id {id} in the workspace '{workspace.Name}'.");
    }

    private static async Task<(IReadOnlyList<UnresolvedReference> Missing, IReadOnlyList<ExpiringSecretBody> Expiring)> CheckAsync(
        IServerServices services, Workspace workspace, Stack stack, SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var uses = stack.FindReferences();
        if (uses.Count == 0 || level == SecretValidationLevel.None)
        {
            return ([], []);
        }

        var checks = await services.SecretMetadata.CheckAsync(
            workspace.Id, [.. uses.Select(use => use.Reference)], level, cancellationToken);
        var failed = checks.Where(check => !check.Passes).ToDictionary(check => check.Reference, check => check.Outcome);
        return (
            [
                .. uses.Where(use => failed.ContainsKey(use.Reference)).Select(use => new UnresolvedReference(
                    use.Reference.Name, use.Reference.Key, use.Owner, use.Attribute,
                    WireWords.ReferenceOutcomes.Of(failed[use.Reference]))),
            ],
            [
                .. checks.Where(check => check.Expires is not null).DistinctBy(check => check.Reference.Name)
                    .Select(check => new ExpiringSecretBody(check.Reference.Name, check.Expires!.Value)),
            ]);
    }
}
