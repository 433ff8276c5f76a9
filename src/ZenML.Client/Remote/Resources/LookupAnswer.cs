using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Resources;

/// <summary>Checks what a server returned for a lookup by a text.</summary>
internal static class LookupAnswer
{
    /// <summary>Whether a lookup for a text can have found a resource; see <see cref="Lookup"/> for the rules.</summary>
    /// <param name="id">The id of the resource.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isHome">Whether it is in the workspace in which names are looked up.</param>
    /// <param name="text">The text.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="findsIdsAnywhere">Whether a full id is found in any workspace.</param>
    public static bool IsFor(Guid id, string name, bool isHome, string text, LookupMode mode, bool findsIdsAnywhere)
    {
        var isId = Id<Secret>.TryParse(text, out var full) && full.Value == id;
        if (isId && findsIdsAnywhere)
        {
            return true;
        }

        var isIdPrefix = mode != LookupMode.Exact && IdPrefix.TryParse(text, out var digits)
            && id.ToString("N").StartsWith(digits, StringComparison.Ordinal);
        var isNamePrefix = mode == LookupMode.Reading && text.Length > 0 && name.StartsWith(text, StringComparison.Ordinal);
        return isHome && (isId || name == text || isIdPrefix || isNamePrefix);
    }
}
