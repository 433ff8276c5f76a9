using ZenML.Core.Errors;

namespace ZenML.Formats.Tests;

/// <summary>Expects a document to be refused.</summary>
internal static class Refusal
{
    /// <summary>The message with which something is refused.</summary>
    public static string Of(Func<object?> action)
    {
        var exception = Assert.Throws<ZenException>(action);
        Assert.Equal(ErrorCode.InvalidArgument, exception.Code);
        Assert.Null(exception.InnerException);
        return exception.Message;
    }
}
