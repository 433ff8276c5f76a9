using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml serve</c>.</summary>
internal sealed class ServeCommand : Command
{
    public ServeCommand(CliContext context)
        : base("serve", Example.Of(
            "Run a server in the foreground until it is interrupted. It serves the local store, or the database that ZENML_STORE_URL names.",
            "zenml serve",
            "zenml serve --urls http://127.0.0.1:9000"))
    {
        var urls = ServerArguments.Urls();
        var configuration = ServerArguments.Configuration();
        var allowEmpty = FirstPassword.AllowEmpty();
        Options.Add(urls);
        Options.Add(configuration);
        Options.Add(allowEmpty);
        SetAction(async (result, cancellationToken) =>
        {
            var program = ServerProgram.Find(context.Environment);
            var arguments = ServerArguments.Build(result.GetValue(urls), result.GetValue(configuration), result.GetValue(allowEmpty));
            await context.Environment.Out.FlushAsync(cancellationToken);
            var variables = new ServerEnvironment(context.Environment.Variables()).Inherited;
            return await ProcessReplacement.RunAsync(program, arguments, variables, cancellationToken);
        });
    }
}
