using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Trusts;

/// <summary><c>zenml service-account trust remove</c>.</summary>
internal sealed class TrustRemoveCommand : DeleteCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = TrustArguments.Trust();

    public TrustRemoveCommand(CliContext context)
        : base(context, "remove", Example.Of(
            "Stop trusting identity tokens. Sessions started with them end immediately.",
            "zenml service-account trust remove ci github --yes"))
    {
        Define(account, name, Yes);
    }

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var trusts = Context.Client.ServiceAccounts.Trusts;
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var trust = await trusts.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
        return new(
            MessageText.Of($"Stop trusting '{trust.Name}' ({trust.Subject} of {trust.Issuer}) for '{owner.Name}'?"),
            token => trusts.DeleteAsync(owner.Id, trust.Id.ToString(), token),
            MessageText.Of($"'{owner.Name}' no longer trusts '{trust.Name}'."));
    }
}
