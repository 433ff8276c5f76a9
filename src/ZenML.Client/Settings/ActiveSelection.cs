using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Client.Settings;

/// <summary>Which workspace or stack is active, and what says so.</summary>
/// <param name="Choice">What was chosen; null for the default one.</param>
/// <param name="Source">The option or environment variable that names it; null for the settings of this machine.</param>
internal sealed record ActiveSelection(ActiveChoice? Choice, string? Source = null)
{
    /// <summary>Finds what was chosen by its id or name alone, or the default one if nothing was.</summary>
    /// <returns>Null if it no longer exists. Without a role in a workspace, it does not exist for the account.</returns>
    public async Task<TResource?> FindAsync<TResource>(string defaultName, Func<string, Task<TResource>> find)
        where TResource : class, IResource
    {
        try
        {
            // A lookup also finds names, and something else can have a name that looks like the id.
            return await find(Choice?.Key ?? defaultName) is { } found && (Choice is not { IsByName: false } || found.Uuid == Choice.Id)
                ? found
                : null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether it is a resource, as far as the choice itself says.</summary>
    public bool Is(Guid id, string name) => Choice is { } chosen && (chosen.IsByName ? chosen.Name == name : chosen.Id == id);

    /// <summary>The error for a choice that does not exist. Nothing is read or changed elsewhere instead.</summary>
    /// <param name="kind"><c>workspace</c> or <c>stack</c>.</param>
    public ZenException Lost(string kind) => new(ErrorCode.NotFound, (Choice, Source) switch
    {
        (null, _) => DescribeLoss(kind),
        ({ } chosen, null) => MessageText.Of(
            $"The active {kind} '{chosen.Name}' no longer exists, so nothing was read or changed. Choose another: zenml {kind} set NAME"),
        ({ } chosen, { } source) => MessageText.Of(
            $"There is no {kind} '{chosen.Name}', which {source:raw} names, so nothing was read or changed. "
            + $"Correct or remove {source:raw}."),
    });

    /// <summary>The warning for a choice that does not exist, where it is only displayed.</summary>
    /// <param name="kind"><c>workspace</c> or <c>stack</c>.</param>
    public string DescribeLoss(string kind) => (Choice, Source) switch
    {
        (null, _) => MessageText.Of(
            $"There is no {kind} 'default', or your account has no role in its workspace. Choose another: zenml {kind} set NAME. For a "
            + $"role, ask an owner of the workspace or an administrator."),
        ({ } chosen, null) => MessageText.Of($"The active {kind} '{chosen.Name}' no longer exists. Choose another: zenml {kind} set NAME"),
        ({ } chosen, { } source) => MessageText.Of(
            $"There is no {kind} '{chosen.Name}', which {source:raw} names. Correct or remove {source:raw}."),
    };
}
