using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Trusts;

/// <summary><c>zenml service-account trust test</c>.</summary>
internal sealed class TrustTestCommand : BaseCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> token = new("TOKEN") { Description = "The identity token: @FILE, or @- for standard input." };
    private readonly Option<string> output = CommonOptions.Output();

    public TrustTestCommand(CliContext context)
        : base(context, "test", Example.Of(
            "Show which rules an identity token does not meet, for each trust of a service account. The server checks the signature too. "
                + "Nothing of the token is shown, and it is not used up. Fails if no trust accepts it.",
            "zenml service-account trust test ci @token.txt",
            "gh-token | zenml service-account trust test ci @- --output json"))
    {
        Define(account, token.Completes(CompletionSource.TextOrFile), output);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var written = result.GetRequiredValue(token);
        if (written is not ['@', not '@', ..])
        {
            throw new UsageException(
                "Others on this machine can read command lines. Pass the identity token as @FILE, or as @- on standard input.");
        }

        var text = Context.Values.Expand("TOKEN", written).Trim();
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var tests = await Context.Client.ServiceAccounts.Trusts.TestAsync(owner.Id, text, cancellationToken);
        Write(tests, result.GetFormat(output));
        if (tests.Any(test => test.Problems.Count == 0))
        {
            return ExitCodes.Success;
        }

        throw new ZenException(
            ErrorCode.NotAllowed,
            tests.Count == 0
                ? MessageText.Of($"'{owner.Name}' trusts no identity tokens. To change that: zenml service-account trust add --help")
                : MessageText.Of($"No trust of '{owner.Name}' accepts this identity token."));
    }

    private void Write(IReadOnlyList<TrustTest> tests, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            Context.Writer.WriteDocument(new ConfigurationList(tests.Select(Document)), format);
            return;
        }

        if (tests.Count > 0)
        {
            Context.Writer.WriteTable(
                [new("TRUST"), new("RULE"), new("RESULT")],
                tests.SelectMany(test => test.Problems.Count == 0
                    ? [[test.Name, "all", "accepted"]]
                    : test.Problems.Select(problem => (IReadOnlyList<string>)[test.Name, problem.Rule, problem.Message])));
        }
    }

    private static ConfigurationValue Document(TrustTest test) => new ConfigurationMap
    {
        ["name"] = test.Name,
        ["accepted"] = test.Problems.Count == 0,
        ["problems"] = new ConfigurationList(test.Problems.Select(problem => (ConfigurationValue)new ConfigurationMap
        {
            ["rule"] = problem.Rule, ["message"] = problem.Message,
        })),
    };
}
