using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Server.Http.Changes;

namespace ZenML.Server.Http;

/// <summary>The caller of a request, and the services that act for the caller.</summary>
internal static class RequestServices
{
    private static readonly object CallerKey = new();

    /// <summary>Stores the caller for the rest of the request. Only what has just authenticated it calls this.</summary>
    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[CallerKey] = caller;

    /// <summary>Whether the caller is authenticated.</summary>
    public static bool HasCaller(this HttpContext http) => http.Items.ContainsKey(CallerKey);

    /// <summary>Returns the caller.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is anonymous, so there is no caller.</exception>
    public static Caller GetCaller(this HttpContext http) =>
        http.Items[CallerKey] as Caller ?? throw new InvalidOperationException("An anonymous endpoint has no caller.");

    /// <summary>Returns services that act for the caller, for reads only. To make a change, use <see cref="HttpChanges"/>.</summary>
    public static IServerServices GetServices(this HttpContext http) => http.GetServicesOver(new ReadingDatabase(http.GetDatabase()));

    /// <summary>Returns services that act for the caller on a database.</summary>
    public static IServerServices GetServicesOver(this HttpContext http, IDatabase database) =>
        new ZenServices(http.GetCaller(), http.RequestServices.GetRequiredService<ServiceDependencies>() with { Database = database });

    /// <summary>Returns the database.</summary>
    public static IDatabase GetDatabase(this HttpContext http) => http.RequestServices.GetRequiredService<IDatabase>();
}
