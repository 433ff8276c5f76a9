using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Client.Remote.Lists;

/// <summary>A page in a server's response.</summary>
/// <param name="Page">The page.</param>
/// <param name="Length">The length of the response in bytes.</param>
internal sealed record ListResponse(Page<WireValue> Page, int Length)
{
    /// <summary>The maximum number of items on a page.</summary>
    private const int LargestPage = 10_000;

    private const long LargestTotal = 1_000_000_000;

    /// <summary>Reads a page, and checks that it is the requested one and consistent.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the page is a different one or inconsistent.</exception>
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
            : throw WireValue.Unexpected("a consistent page of a list");
    }
}
