using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Changes;

/// <summary>Checks the owner and workspace in the body of a new resource: they must be the caller and the path's workspace.</summary>
internal static class OwnershipChecks
{
    /// <summary>Rejects a body with a different workspace than the path.</summary>
    public static void EnsureSameWorkspace(Id<Workspace> inBody, Workspace inPath)
    {
        if (inBody != inPath.Id)
        {
            throw HttpFailure.Named(
                403, ErrorClass.IllegalOperation, $"The workspace in the body differs from the one in the path, '{inPath.Name}'.");
        }
    }

    /// <summary>Rejects a body with an account other than the caller's.</summary>
    public static void EnsureCaller(this HttpContext http, Id<User> user)
    {
        if (user != http.GetCaller().UserId)
        {
            throw HttpFailure.Named(403, ErrorClass.IllegalOperation, "You can only create resources for your own account.");
        }
    }
}
