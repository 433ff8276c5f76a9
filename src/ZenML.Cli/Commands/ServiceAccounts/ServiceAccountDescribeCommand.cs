using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account describe</c>.</summary>
internal sealed class ServiceAccountDescribeCommand : Command
{
    public ServiceAccountDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show a service account.", "zenml service-account describe ci"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or an unambiguous beginning of either." };
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var account = await context.Client.ServiceAccounts.GetAsync(result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
            Listing.WriteOne(context.Writer, result.GetFormat(output), ServiceAccountData.Of(account), ServiceAccountData.Columns, ServiceAccountData.Row(account));
            return ExitCodes.Success;
        });
    }
}
