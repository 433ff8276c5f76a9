using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Server.Http.Changes;

namespace ZenML.Server.Http;

/// <summary>Who calls, and what they can do.</summary>
internal static class RequestServices
{
    private static readonly object CallerKey = new();

    /// <summary>Remembers who calls, for the rest of the request. Authentication alone does this.</summary>
    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[CallerKey] = caller;

    /// <summary>Whether it is known who calls.</summary>
    public static bool HasCaller(this HttpContext http) => http.Items.ContainsKey(CallerKey);

    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is open to everyone, so nobody was authenticated.</exception>
    public static Caller GetCaller(this HttpContext http) =>
        http.Items[CallerKey] as Caller ?? throw new InvalidOperationException("An endpoint that is open to everyone has no caller.");

    /// <summary>The services, acting for the caller, to read with. Changes are made with <see cref="HttpChanges"/>.</summary>
    public static IServerServices GetServices(this HttpContext http) => http.GetServicesOver(new ReadingDatabase(http.GetDatabase()));

    /// <summary>The services over a database, acting for the caller.</summary>
    public static IServerServices GetServicesOver(this HttpContext http, IDatabase database) =>
        new ZenServices(http.GetCaller(), http.RequestServices.GetRequiredService<ServiceDependencies>() with { Database = database });

    /// <summary>The database.</summary>
    public static IDatabase GetDatabase(this HttpContext http) => http.RequestServices.GetRequiredService<IDatabase>();
}
