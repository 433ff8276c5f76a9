// What a server costs that does nothing: the measure for the start of ours.
var builder = WebApplication.CreateSlimBuilder(args);
await using var application = builder.Build();
application.MapGet("/health", () => "OK");
await application.RunAsync();
