using ZenML.Server;

return await ServerProgram.RunAsync(args);
