using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote;

/// <summary>Roles, groups and shares through the SDK, over our own server.</summary>
public sealed class AccessClientTests : ClientTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task Roles_are_granted_in_the_active_workspace_or_another_one_or_everywhere()
    {
        var research = await Client.Workspaces.CreateAsync("research", cancellationToken: Token);

        var here = await Client.Roles.GrantAsync(TestAccounts.Other, Role.Viewer, cancellationToken: Token);
        var there = await Client.Roles.GrantAsync(TestAccounts.Other, Role.Owner, research.Id, Token);
        var everywhere = await Client.Roles.GrantEverywhereAsync(TestAccounts.Other, Role.Runner, Token);

        Assert.Equal(("default", Role.Viewer, Role.Editor), (here.Binding.WorkspaceName, here.Binding.Role, here.Higher?.Role));
        Assert.Equal((research.Id, null), (there.Binding.Workspace, there.Higher));
        Assert.Equal((null, Role.Editor), (everywhere.Binding.Workspace, everywhere.Before));
        var list = await Client.Roles.ListAsync(research.Id, Token);
        Assert.True(list.IsComplete);
        Assert.Equal(
            [Role.Runner, Role.Owner],
            list.Roles.Where(role => role.HolderName == TestAccounts.Other).Select(role => role.Role).Order());
        Assert.Equal(3, (await Client.Roles.ListAllAsync(Token)).Roles.Count(role => role.HolderName == TestAccounts.Other));
        var revoked = await Client.Roles.RevokeAsync(TestAccounts.Other, Role.Owner, research.Id, Token);
        Assert.Equal((Role.Owner, Role.Runner), (revoked.Binding.Role, revoked.Remaining?.Role));
        Assert.Null((await Client.Roles.RevokeEverywhereAsync(TestAccounts.Other, cancellationToken: Token)).Remaining);
        await ExpectAsync(ErrorCode.NotFound, () => Client.Roles.RevokeEverywhereAsync(TestAccounts.Other, cancellationToken: Token));
    }

    [Fact]
    public async Task Groups_have_members_and_are_found_by_name_prefix_and_id()
    {
        var ops = await Client.Groups.CreateAsync("ops", "On call", Token);
        var added = await Client.Groups.AddMemberAsync(ops.Id, TestAccounts.Other, Token);
        var again = await Client.Groups.AddMemberAsync(ops.Id, TestAccounts.Other, Token);

        Assert.Equal((true, false), (added.IsChanged, again.IsChanged));
        Assert.Equal(ops, await Client.Groups.GetAsync("ops", cancellationToken: Token));
        Assert.Equal(ops, await Client.Groups.GetAsync(ops.Id.ToString(), cancellationToken: Token));
        Assert.Equal([TestAccounts.Other], (await Client.Groups.ListMembersAsync(ops.Id, Token)).Select(member => member.Text));
        Assert.Equal(
            "group:ops", Assert.Single((await Client.Users.GetAccessAsync(TestAccounts.Other, Token)).Groups).Text);
        var renamed = await Client.Groups.UpdateAsync(ops.Id, new GroupUpdate(Name: "on-call"), Token);
        Assert.Equal(("on-call", "On call"), (renamed.Name, renamed.Description));
        Assert.True((await Client.Groups.RemoveMemberAsync(ops.Id, TestAccounts.Other, Token)).IsChanged);
        await Client.Groups.DeleteAsync(ops.Id, Token);
        Assert.Empty(await Client.Groups.ListAsync(new ListQuery(), Token).ToListAsync(Token));
        await ExpectAsync(ErrorCode.NotFound, () => Client.Groups.GetAsync("on-call", cancellationToken: Token));
    }

    [Fact]
    public async Task A_secret_is_shared_until_a_time_and_the_report_says_so()
    {
        var secret = await Client.Secrets.CreateAsync("db", new SecretValues { ["k"] = "v" }, SecretScope.User, Token);
        var until = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(7);

        var shared = await Client.Secrets.ShareAsync("db", TestAccounts.Other, SecretRight.Read, until, cancellationToken: Token);
        var report = await Client.Secrets.GetAccessAsync("db", cancellationToken: Token);
        var unshared = await Client.Secrets.UnshareAsync(secret.Id, TestAccounts.Other, Token);

        Assert.Equal((secret.Id, SecretRight.Read, until), (shared.Grant.Secret, shared.Grant.Right, shared.Grant.Until));
        Assert.Null(shared.Before);
        Assert.True(report.IsComplete);
        Assert.Equal(
            [("default", SecretAccessReason.Owner, SecretRights.All, null),
                (TestAccounts.Other, SecretAccessReason.Grant, SecretRights.Describe | SecretRights.Read, (DateTimeOffset?)until)],
            report.Entries.Select(entry => (entry.Holder.Text, entry.Reason, entry.Rights, entry.Until)));
        Assert.Equal(SecretRight.Read, unshared.Grant.Right);
        Assert.Single((await Client.Secrets.GetAccessAsync(secret.Id, Token)).Entries);
    }

    [Fact]
    public async Task Refusals_keep_their_codes()
    {
        var secret = await Client.Secrets.CreateAsync("db", new SecretValues { ["k"] = "v" }, cancellationToken: Token);
        await Client.ServiceAccounts.CreateAsync(TestAccounts.Other, cancellationToken: Token);

        await ExpectAsync(
            ErrorCode.Ambiguous, () => Client.Secrets.ShareAsync(secret.Id, TestAccounts.Other, SecretRight.Read, null, Token));
        await ExpectAsync(ErrorCode.NotFound, () => Client.Secrets.ShareAsync(secret.Id, "nobody", SecretRight.Read, null, Token));
        await ExpectAsync(ErrorCode.NotFound, () => Client.Secrets.UnshareAsync(secret.Id, $"user:{TestAccounts.Other}", Token));
        await ExpectAsync(ErrorCode.InvalidArgument, () => Client.Secrets.ShareAsync(
            secret.Id, $"user:{TestAccounts.Other}", SecretRight.Read, DateTimeOffset.UnixEpoch, Token));
        await ExpectAsync(ErrorCode.NotFound, () => Client.Users.GetAccessAsync("nobody", Token));
        await ExpectAsync(ErrorCode.InvalidArgument, () => Client.Groups.CreateAsync(" ops", cancellationToken: Token));
    }

    private static async Task ExpectAsync(ErrorCode code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ZenException>(call)).Code);
}
