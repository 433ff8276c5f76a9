namespace ZenML.Protocol.Errors;

/// <summary>The names of exceptions that error answers carry, and clients choose theirs by.</summary>
public static class ErrorClass
{
    /// <summary>The request is refused because of what it says (400, 422).</summary>
    public const string Value = "ValueError";

    /// <summary>Not there (404).</summary>
    public const string Key = "KeyError";

    /// <summary>A file that the server cannot reach (404).</summary>
    public const string DoesNotExist = "DoesNotExistException";

    /// <summary>There already (409).</summary>
    public const string EntityExists = "EntityExistsError";

    /// <summary>A stack of that name is there already (409).</summary>
    public const string StackExists = "StackExistsError";

    /// <summary>A component of that name and type is there already (409).</summary>
    public const string ComponentExists = "StackComponentExistsError";

    /// <summary>Not allowed (403).</summary>
    public const string IllegalOperation = "IllegalOperationError";

    /// <summary>Not who they say (401).</summary>
    public const string Authorization = "AuthorizationException";

    /// <summary>Not available on this server (501).</summary>
    public const string NotImplemented = "NotImplementedError";

    /// <summary>The server could not do it (500, 503).</summary>
    public const string Runtime = "RuntimeError";
}
