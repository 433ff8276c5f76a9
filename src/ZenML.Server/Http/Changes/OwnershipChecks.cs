using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Changes;

/// <summary>Whose a new resource is must be said in its body, and can only be the caller's, in the workspace of the path.</summary>
internal static class OwnershipChecks
{
    /// <summary>Refuses a body that names another workspace than the path.</summary>
    public static void EnsureSameWorkspace(Id<Workspace> inBody, Workspace inPath)
    {
        if (inBody != inPath.Id)
        {
            throw HttpFailure.Named(
                403, ErrorClass.IllegalOperation, $"The body names another workspace than the path, which is '{inPath.Name}'.");
        }
    }

    /// <summary>Refuses a body that names another account than the caller's.</summary>
    public static void EnsureCaller(this HttpContext http, Id<User> user)
    {
        if (user != http.GetCaller().UserId)
        {
            throw HttpFailure.Named(403, ErrorClass.IllegalOperation, "Resources can only be created for the account that is logged in.");
        }
    }
}
