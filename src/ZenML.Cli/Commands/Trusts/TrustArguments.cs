using System.CommandLine;
using ZenML.Cli.Completion;

namespace ZenML.Cli.Commands.Trusts;

/// <summary>Arguments of the commands for trusts.</summary>
internal static class TrustArguments
{
    /// <summary>The trust.</summary>
    public static Argument<string> Trust() =>
        new Argument<string>("NAME") { Description = "The name or id of the trust." }.Completes(Names.Trusts);
}
