using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Client.Settings;

/// <summary>Which workspace or stack is active, and what says so.</summary>
/// <param name="Choice">What was chosen; null for the default one.</param>
/// <param name="Source">The option or environment variable that names it; null for the settings of this machine.</param>
internal sealed record ActiveSelection(ActiveChoice? Choice, string? Source = null)
{
    /// <summary>Finds what was chosen by its id or name alone, or the default one if nothing was.</summary>
    /// <returns>Null if it no longer exists.</returns>
    public async Task<TResource?> FindAsync<TResource>(string defaultName, Func<string, Task<TResource>> find)
        where TResource : class, IResource
    {
        if (Choice is null)
        {
            return await find(defaultName);
        }

        try
        {
            // A lookup also finds names, and something else can have a name that looks like the id.
            return await find(Choice.Key) is { } found && (Choice.IsByName || found.Uuid == Choice.Id) ? found : null;
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
    public ZenException Lost(string kind) => new(ErrorCode.NotFound, Source is null
        ? MessageText.Of(
            $"The active {kind} '{Choice!.Name}' no longer exists, so nothing was read or changed. Choose another: zenml {kind} set NAME")
        : MessageText.Of(
            $"There is no {kind} '{Choice!.Name}', which {Source:raw} names, so nothing was read or changed. "
            + $"Correct or remove {Source:raw}."));

    /// <summary>The warning for a choice that does not exist, where it is only displayed.</summary>
    /// <param name="kind"><c>workspace</c> or <c>stack</c>.</param>
    public string DescribeLoss(string kind) => Source is null
        ? MessageText.Of($"The active {kind} '{Choice!.Name}' no longer exists. Choose another: zenml {kind} set NAME")
        : MessageText.Of($"There is no {kind} '{Choice!.Name}', which {Source:raw} names. Correct or remove {Source:raw}.");
}
