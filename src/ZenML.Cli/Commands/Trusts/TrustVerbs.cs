namespace ZenML.Cli.Commands.Trusts;

/// <summary>The group <c>service-account trust</c>.</summary>
internal static class TrustVerbs
{
    public static Verb Group { get; } = Verb.Group(
        "trust",
        "Manage which identity tokens service accounts trust, so that CI needs no stored key.",
        "zenml service-account trust add ci --preset github --repository acme/app --branch main",
    [
        new("add", "Let a service account trust identity tokens.", context => new TrustAddCommand(context)),
        new("list", "List what a service account trusts.", context => new TrustListCommand(context)),
        new("describe", "Show what a service account trusts.", context => new TrustDescribeCommand(context)),
        new("test", "Show which rules an identity token does not meet.", context => new TrustTestCommand(context)),
        new("remove", "Stop trusting identity tokens.", context => new TrustRemoveCommand(context)),
    ]);
}
