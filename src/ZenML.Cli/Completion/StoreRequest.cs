using ZenML.Client;
using ZenML.Core.Querying;

namespace ZenML.Cli.Completion;

/// <summary>A word to complete with what a store has.</summary>
/// <param name="Client">The store.</param>
/// <param name="Typed">The command line before the word.</param>
/// <param name="Word">What was typed of it.</param>
internal sealed record StoreRequest(ZenClient Client, TypedCommand Typed, string Word)
{
    /// <summary>More would not help a person, and takes time.</summary>
    private const int MostNames = 200;

    /// <summary>A query for what has a name that begins like the word.</summary>
    public ListQuery Query(string sortBy = "asc:name")
    {
        var query = new ListQuery { SortBy = sortBy, Size = MostNames };
        if (Word.Length > 0)
        {
            query["name"] = $"startswith:{Word}";
        }

        return query;
    }
}
