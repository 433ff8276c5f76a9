using ZenML.Server;

return await ServerHost.RunAsync(args);
