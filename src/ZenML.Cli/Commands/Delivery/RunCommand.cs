using System.CommandLine;
using System.CommandLine.Parsing;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Client.Masking;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Delivery;

/// <summary><c>zenml run</c>.</summary>
internal sealed class RunCommand : BaseCommand
{
    private const long DefaultInterval = 10;

    private readonly Argument<string[]> command = new("COMMAND")
    {
        Description = "The command and its arguments, after --.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> secrets = new("--secret")
    {
        Description = "A secret whose keys all become variables: a name or an id. Repeat it for more.",
        HelpName = "NAME_OR_ID",
    };

    private readonly Option<string[]> variables = new("--env")
    {
        Description = "A variable. References anywhere in the text become values. Wins over all other sources. Repeat it for more.",
        HelpName = "VARIABLE=TEXT",
    };

    private readonly Option<string[]> files = new("--env-file")
    {
        Description = "A file with VARIABLE=TEXT lines, or - for standard input. Wins over --secret. Repeat it for more.",
        HelpName = "FILE",
    };

    private readonly Option<string?> prefix = new("--prefix")
    {
        Description = "Put this before each key of --secret: DB_ makes DB_password of password.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> upper = new("--upper")
    {
        Description = "Write the keys of --secret in capital letters with underscores: api-key becomes API_KEY.",
    };

    private readonly Option<bool> noMasking = new("--no-masking")
    {
        Description = "Pass the output on as it is. Values of secrets that the command prints show in terminals, logs and files.",
    };

    private readonly Option<bool> watch = new("--watch")
    {
        Description = "Restart the command when a value that it uses changes.",
    };

    private readonly Option<long?> interval = new("--interval")
    {
        Description = "How often --watch looks for changes on a server that does not report them, in seconds. Default: 10.",
        HelpName = "SECONDS",
    };

    public RunCommand(CliContext context)
        : base(context, "run", Example.Of(
            "Run a command with values of secrets as environment variables. Its output is masked; its exit code is "
                + "passed on. References in inherited variables resolve too. If anything is missing, nothing runs.",
            "zenml run --secret db -- ./migrate.sh",
            "zenml run --env 'DATABASE_URL=postgres://app:{{db.password}}@localhost/app' -- psql",
            "zenml run --secret db --upper --watch -- ./server",
            "zenml run --secret db --no-masking -- pg_dump -Fc shop > shop.dump"))
    {
        interval.AcceptOnlyPositive();
        Define(
            command.Completes(CompletionSource.Command), secrets.Completes(Names.Secrets),
            variables.Completes(CompletionSource.TextWithReferences), files, prefix, upper, noMasking, watch, interval);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var words = result.GetValue(command) ?? [];
        if (FindMistake(result, words) is { } mistake)
        {
            Context.Writer.Error(mistake);
            return ExitCodes.Usage;
        }

        var options = new DeliveryOptions(
            result.GetValue(secrets) ?? [], result.GetValue(variables) ?? [], result.GetValue(files) ?? [],
            result.GetValue(prefix) ?? "", result.GetValue(upper));
        var plan = DeliveryPlan.Make(
            options, file => Context.Values.ReadFile("--env-file", file), Context.Writer.Warn, Context.Environment.Variables());
        var reader = new DeliveryReader(Context.Client, plan);
        var delivery = await reader.ReadAsync(cancellationToken);
        var masks = !result.GetValue(noMasking);
        if (masks)
        {
            WarnOfShortValues(delivery);
        }

        var run = new CommandRun(Context, words, masks);
        if (result.GetValue(watch) && delivery.Secrets.Count > 0)
        {
            var pause = TimeSpan.FromSeconds(result.GetValue(interval) ?? DefaultInterval);
            return await run.RunAsync(
                delivery, new ValueWatch(Context.Client, reader, Context.Writer, pause), cancellationToken);
        }

        // The command can run for days.
        await Context.CloseClientAsync();
        return await run.RunAsync(delivery);
    }

    /// <remarks>
    /// Without a separator, an option of the command could be taken for one of <c>zenml</c>, or one that is added here later.
    /// </remarks>
    private static string? FindMistake(ParseResult result, string[] words)
    {
        var after = result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        return (after, words.Length) switch
        {
            (0, 0) => "There is no command to run. Put it after --, as in: zenml run --secret NAME -- COMMAND",
            (0, _) => "Put -- before the command, as in: zenml run --secret NAME -- COMMAND",
            _ when after != words.Length => "There is an argument before --. The command and its arguments go after it.",
            _ => null,
        };
    }

    private void WarnOfShortValues(Delivery delivery)
    {
        var labels = MaskedOutput.FindUnmaskable(delivery.Values);
        if (labels.Count > 0)
        {
            var joined = string.Join(", ", labels.Select(label => MessageText.Of($"{label}")));
            Context.Writer.Warn(MessageText.Of(
                $"Values of fewer than {MaskedValues.MinimumLength} characters are not masked: {joined:raw}."));
        }
    }
}
