using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account describe</c>.</summary>
internal sealed class ServiceAccountDescribeCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME");

    public ServiceAccountDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a service account.",
            "zenml service-account describe ci")) => Define(name.Completes(Names.ServiceAccounts), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken) =>
        ServiceAccountData.Presentation.Describe(
            await Context.Client.ServiceAccounts.GetAsync(result.GetRequiredValue(name), LookupMode.Reading, cancellationToken));
}
