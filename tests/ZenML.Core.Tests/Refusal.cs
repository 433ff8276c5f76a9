using ZenML.Core.Errors;

namespace ZenML.Core.Tests;

/// <summary>Expects an operation to be refused.</summary>
internal static class Refusal
{
    /// <summary>The message with which something is refused.</summary>
    public static string Of(Func<object?> action, ErrorCode code = ErrorCode.InvalidArgument)
    {
        var exception = Assert.Throws<ZenException>(action);
        Assert.Equal(code, exception.Code);
        return exception.Message;
    }

    /// <summary>The message with which something is refused.</summary>
    public static async Task<string> OfAsync(Func<Task> action, ErrorCode code)
    {
        var exception = await Assert.ThrowsAsync<ZenException>(action);
        Assert.Equal(code, exception.Code);
        return exception.Message;
    }
}
