using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Client.Remote.Lists;

/// <summary>One page as a server answered it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Length">How many bytes the answer had.</param>
internal sealed record ListResponse(Page<WireValue> Page, int Length)
{
    /// <summary>No list has more items on a page, whatever is asked for.</summary>
    private const int LargestPage = 10_000;

    private const long LargestTotal = 1_000_000_000;

    /// <summary>Reads a page, and makes sure that it is the one that was asked for and agrees with itself.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it is not, or does not.</exception>
    public static ListResponse Read(VersionedValue answer, int index)
    {
        WireValue[] items = [.. answer.Value["items"].Items];
        var (answered, size, total) = (answer.Value["index"].Integer, answer.Value["max_size"].Integer, answer.Value["total"].Count);
        if (answered != index)
        {
            throw WireValue.Unexpected($"page {index} of a list");
        }

        return size is >= 1 and <= LargestPage && items.Length <= size && items.Length <= total && total <= LargestTotal
            ? new ListResponse(new Page<WireValue>(items, index, (int)size, total), answer.Length)
            : throw WireValue.Unexpected("a page of a list whose numbers agree");
    }
}
