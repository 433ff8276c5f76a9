using ZenML.Core.Errors;
using ZenML.Server;
using ZenML.Server.Configuration;
using ZenML.Server.Storage;

try
{
    var options = ServerOptions.Read(ServerSettings.Gather(args, Environment.GetEnvironmentVariable));
    await using var store = await ServerStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
    await using var application = ServerApplication.Create(options, store, TimeProvider.System);
    await application.RunAsync();
    return 0;
}
catch (ZenException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
