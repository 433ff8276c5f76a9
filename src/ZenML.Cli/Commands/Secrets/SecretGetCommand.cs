using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Formats.Exporters;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret get</c>.</summary>
internal sealed class SecretGetCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Argument<string?> key = new("KEY")
    {
        Description = "Print only the value of this key: as it is to a pipe or file, as a line to a terminal.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");
    private readonly Option<string[]> keys = PickedKeys.CreateOption("Show only this key. Can be repeated.");
    private readonly Option<long?> version = new("--version")
    {
        Description = "Show the values of this version, as listed by 'secret history'. Default: the current one.",
        HelpName = "VERSION",
    };

    public SecretGetCommand(CliContext context)
        : base(context, "get", Example.Of(
            "Show a secret and its values. If the name exists in both scopes, your own secret is shown.",
            "zenml secret get mlflow_secret",
            "zenml secret get mlflow_secret password",
            "zenml secret get mlflow_secret --key username --key password --output json",
            "zenml secret get mlflow_secret --scope workspace --output json",
            "zenml secret get mlflow_secret --output env",
            "zenml secret get mlflow_secret --version 3"),
            hasValues: true)
    {
        Define(
            name, key.Completes(SecretContents.Keys), keys.Completes(SecretContents.Keys), scope,
            version.Completes(SecretContents.Versions), Output);
        name.Completes(Names.Secrets);
        version.AcceptOnlyPositive();
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var only = result.GetValue(key);
        var picked = result.GetValue(keys) ?? [];
        if (only is not null && (picked.Length > 0 || result.GetResult(Output) is { Implicit: false }))
        {
            throw new UsageException(
                "KEY prints one bare value, so it cannot be combined with --key or --output. To pick keys of an output, use --key.");
        }

        var (text, wantedScope) = (result.GetRequiredValue(name), result.GetScope(scope));

        var mode = only is null ? SecretSearch.ModeFor(result.GetFormat(Output)) : LookupMode.Exact;
        var secret = result.GetValue(version) is { } earlier
            ? await Context.SearchAsync(
                text, wantedScope, mode,
                () => Context.Client.Secrets.History.GetVersionAsync(text, earlier, wantedScope, mode, cancellationToken),
                cancellationToken)
            : await Context.GetSecretAsync(text, wantedScope, mode, cancellationToken);
        if (only is not null)
        {
            PickedKeys.EnsureHas(secret, [only]);
            return new(() => SecretDocument.Of(secret), writer => writer.WriteBare(secret[only].Reveal()));
        }

        var shown = PickedKeys.Pick(secret, picked);
        return new(() => SecretDocument.Of(shown), writer => Write(writer, shown))
        {
            WriteVariables = writer => WriteEnv(writer, shown),
        };
    }

    private static void WriteEnv(Writer writer, Secret secret)
    {
        var (exporter, export) = (SecretExporters.Of(SecretExporters.Dotenv), new SecretExport(secret.Name, secret.Values));
        var text = exporter.Write(export);
        if (exporter.FindWarning(export) is { } warning)
        {
            writer.Warn(warning);
        }

        writer.WriteLines(text);
    }

    private static void Write(Writer writer, Secret secret)
    {
        writer.Say(SecretDocument.Heading(secret.Info));
        foreach (var (name, text) in SecretDetailsDocument.Rows(secret.Info.Details))
        {
            writer.Say(name.Length > 0 ? MessageText.Of($"{name}: {text}") : MessageText.Of($"  {text}"));
        }

        if (secret.Values.Count == 0)
        {
            writer.Warn("The secret has no keys.");
            return;
        }

        writer.WriteTable(
            [new("SECRET_KEY"), new("SECRET_VALUE")],
            secret.Values.Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value.Reveal()]));
    }
}
