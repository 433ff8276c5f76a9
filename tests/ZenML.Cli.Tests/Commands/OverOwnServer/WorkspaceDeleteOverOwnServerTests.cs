using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class WorkspaceDeleteOverOwnServerTests : WorkspaceDeleteTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task Deleting_a_workspace_counts_private_secrets_of_others_and_needs_force_for_them()
    {
        using var other = await ConnectAsOtherAsync();
        await Host.RunAsync("workspace", "create", "research");
        await other.RunAsync("workspace", "set", "research");
        await other.RunAsync("secret", "create", "hidden-name", "--scope", "user", "--k=1");

        var refused = await Host.RunAsync("workspace", "delete", "research", "--yes");
        var asked = await Host.RunAsync(new FakeTerminal("n"), "workspace", "delete", "research", "--force");
        Assert.Equal((1, 0), (refused.ExitCode, asked.ExitCode));
        Assert.Contains("holds 1 user-scoped secret of other accounts", refused.Error, StringComparison.Ordinal);
        Assert.Contains("zenml workspace delete research --force", refused.Error, StringComparison.Ordinal);
        Assert.Contains("with 0 secrets, 1 user-scoped secret of others, 1 stack,", asked.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-name", refused.Error + asked.Error, StringComparison.Ordinal);

        var deleted = await Host.RunAsync("workspace", "delete", "research", "--force", "--yes");
        Assert.Equal(0, deleted.ExitCode);
        Assert.Contains(
            "Deleted the workspace 'research' with 0 secrets, 1 user-scoped secret of others,", deleted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_workspace_counts_deleted_private_secrets_of_others_and_needs_force_for_them_too()
    {
        using var other = await ConnectAsOtherAsync();
        await Host.RunAsync("workspace", "create", "research");
        await other.RunAsync("workspace", "set", "research");
        await other.RunAsync("secret", "create", "hidden-name", "--scope", "user", "--k=1");
        await other.RunAsync("secret", "delete", "hidden-name", "--yes");

        var refused = await Host.RunAsync("workspace", "delete", "research", "--yes");
        var deleted = await Host.RunAsync("workspace", "delete", "research", "--force", "--yes");

        Assert.Equal((1, 0), (refused.ExitCode, deleted.ExitCode));
        Assert.Contains(
            "holds 1 deleted user-scoped secret of other accounts that can still be undeleted", refused.Error, StringComparison.Ordinal);
        Assert.Contains("with 0 secrets, 1 deleted user-scoped secret of others,", deleted.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-name", refused.Error + deleted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_does_not_own_a_workspace_cannot_delete_it()
    {
        using var other = await ConnectAsOtherAsync();
        await Host.RunAsync("workspace", "create", "research");

        var refused = await other.RunAsync("workspace", "delete", "research", "--force", "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Only owners of ", refused.Error, StringComparison.Ordinal);
    }

    private async Task<CliHost> ConnectAsOtherAsync()
    {
        var other = new CliHost { Variables = { ["ZENML_STORE_PASSWORD"] = Server!.Password } };
        Assert.Equal(0, (await other.RunAsync("connect", "--url", Server.Address, "--username", TestAccounts.Other)).ExitCode);
        other.Variables.Clear();
        return other;
    }
}
