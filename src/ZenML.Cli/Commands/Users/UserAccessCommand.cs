using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user access</c>.</summary>
internal sealed class UserAccessCommand : DescribeCommand
{
    private readonly Argument<string?> name = new Argument<string?>("NAME")
    {
        Description = "A user, or a service account as service-account:ci. Default: yourself.",
        Arity = ArgumentArity.ZeroOrOne,
    }.Completes(Names.Accounts);

    public UserAccessCommand(CliContext context)
        : base(context, "access", Example.Of(
            "Show what an account can do: its groups, its roles and the secrets that are shared with it. Administrators can name any "
                + "account.",
            "zenml user access",
            "zenml user access ada",
            "zenml user access service-account:ci --output json")) => Define(name, Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var access = await Context.Client.Users.GetAccessAsync(result.GetValue(name), cancellationToken);
        return new(() => HolderAccessDocument.Of(access), writer => HolderAccessDocument.Write(writer, access));
    }
}
