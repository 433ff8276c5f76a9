using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml serve</c>.</summary>
internal sealed class ServeCommand : BaseCommand
{
    private readonly Option<string?> urls = ServerArguments.Urls();
    private readonly Option<string?> configuration = ServerArguments.Configuration();
    private readonly Option<bool> allowEmpty = FirstPassword.AllowEmpty();
    private readonly Option<bool> reset = FirstPassword.Reset();

    public ServeCommand(CliContext context)
        : base(context, "serve", Example.Of(
            "Run a server in the foreground until it is interrupted. It serves the local store, or the database in ZENML_STORE_URL.",
            "zenml serve",
            "zenml serve --urls http://127.0.0.1:9000"))
    {
        Define(urls, configuration, allowEmpty, reset);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var program = ServerProgram.Find(Context.Environment);
        var arguments = ServerArguments.Build(
            result.GetValue(urls), result.GetValue(configuration), result.GetValue(allowEmpty), result.GetValue(reset));
        await Context.Environment.Out.FlushAsync(cancellationToken);
        var variables = new ServerEnvironment(Context.Environment.Variables()).Inherited;
        return await ProcessReplacement.RunAsync(program, arguments, variables, cancellationToken);
    }
}
