using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.ServiceAccounts;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account list</c>.</summary>
internal sealed class ServiceAccountListCommand : Command
{
    public ServiceAccountListCommand(CliContext context)
        : base("list", Example.Of("List the service accounts of the server.", "zenml service-account list --active true --output json"))
    {
        var options = new ListOptions(this, ServiceAccountFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.ServiceAccounts.ListPageAsync(options.Read(result), cancellationToken);
            Listing.Write(context.Writer, result.GetFormat(output), page, "service accounts", ServiceAccountData.Of, ServiceAccountData.Columns, ServiceAccountData.Row);
            return ExitCodes.Success;
        });
    }
}
