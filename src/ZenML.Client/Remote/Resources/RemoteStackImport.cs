using ZenML.Core.Errors;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Registers a stack with its components on a server. The server has no request for all of it, so everything is looked up first, and
/// after a failure, what was created is deleted again.
/// </summary>
internal sealed class RemoteStackImport(RemoteStacks stacks, RemoteComponents components)
{
    private const string UndoneWords = "The components that the import had registered were deleted again.";

    private readonly List<Component> registered = [];

    public async Task<ImportedStack> RunAsync(StackImport import, CancellationToken cancellationToken)
    {
        var present = new List<Component?>();
        foreach (var wanted in import.Components)
        {
            var existing = await components.FindByNameAsync(import.Workspace, wanted.Type, wanted.Name, cancellationToken);
            present.Add(existing);
            if (existing is not null)
            {
                StackImport.EnsureSame(existing, wanted, new StructuredText());
            }
        }

        try
        {
            var parts = new List<Component>();
            foreach (var (wanted, existing) in import.Components.Zip(present))
            {
                parts.Add(existing ?? await RegisterAsync(wanted, cancellationToken));
            }

            return new(
                await stacks.RegisterAsync(
                    new NewStack(import.Workspace, import.Name, [.. parts.Select(part => part.Id)]), cancellationToken),
                registered);
        }
        catch (ZenException exception) when (registered.Count > 0)
        {
            throw new ZenException(
                exception.Code,
                string.Join(Environment.NewLine, [exception.Message, .. await UndoAsync()]),
                exception) { RetryAfter = exception.RetryAfter };
        }
        catch (OperationCanceledException exception) when (registered.Count > 0)
        {
            var told = await UndoAsync();
            if (told is not [UndoneWords])
            {
                throw new ZenException(ErrorCode.Aborted, string.Join(Environment.NewLine, ["Interrupted.", .. told]), exception);
            }

            throw;
        }
    }

    private async Task<Component> RegisterAsync(NewComponent wanted, CancellationToken cancellationToken)
    {
        try
        {
            registered.Add(await components.RegisterAsync(wanted, cancellationToken));
            return registered[^1];
        }
        catch (ZenException exception)
        {
            throw StackImport.Explain(exception, wanted);
        }
    }

    /// <summary>Deletes what was registered, even after cancellation. Stops at the first failure to reach the server.</summary>
    /// <returns>The messages to show.</returns>
    private async Task<IReadOnlyList<string>> UndoAsync()
    {
        var left = new List<Component>();
        var isReachable = true;
        foreach (var component in Enumerable.Reverse(registered))
        {
            try
            {
                if (isReachable)
                {
                    await components.DeleteAsync(component.Id, CancellationToken.None);
                    continue;
                }
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
            {
                continue;
            }
            catch (ZenException exception)
            {
                isReachable = exception.Code is not (ErrorCode.StoreUnavailable or ErrorCode.OutcomeUnknown);
            }

            left.Add(component);
        }

        return left.Count == 0
            ? [UndoneWords]
            : ["The import had registered these components and could not delete them again. To delete them:",
                .. left.Select(component => $"  zenml {component.Type.CommandName()} delete {component.Id}")];
    }
}
