using CsCheck;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Names with characters that are special in URLs, from the client to the server and back.</summary>
public sealed class NamesInAddressesTests : ClientTest
{
    private static readonly Gen<string> GenName =
        Gen.OneOf("/", "%", "%2F", "%25", "%2e", ".", "..", ";", "?", "#", "+", "&", "=", " ", "\\", ":", "a", "F", "2", "5", "ä", "💥")
            .Array[1, 6].Select(string.Concat);

    protected override TestTarget Target => TestTarget.OwnServer;

    [Theory]
    [InlineData("corp/ceo", "corp%2Fceo")]
    [InlineData("corp%2Fceo", "corp/ceo")]
    [InlineData("corp%2Fceo", "corp%252Fceo")]
    [InlineData("a/../b", "b")]
    [InlineData("a?b", "a")]
    [InlineData("a#b", "a")]
    [InlineData("a;b", "a")]
    [InlineData("a+b", "a b")]
    [InlineData("%2e%2e", "...")]
    public async Task An_account_is_activated_and_changed_and_deleted_by_its_exact_name(string name, string other)
    {
        var one = await Client.Users.CreateAsync(new NewUser(name, IsAdmin: false), Token);
        var second = await Client.Users.CreateAsync(new NewUser(other, IsAdmin: false), Token);

        Assert.Equal(ErrorCode.NotAllowed, (await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ActivateUserAsync(Server!.Address, other, one.ActivationToken!, "a password", Options, Token))).Code);
        await ZenServer.ActivateUserAsync(Server!.Address, name, one.ActivationToken!, "a password", Options, Token);
        await Client.Users.UpdateAsync(name, new UserUpdate { IsAdmin = true }, cancellationToken: Token);

        var changed = await Client.Users.GetAsync(name, cancellationToken: Token);
        var unchanged = await Client.Users.GetAsync(other, cancellationToken: Token);
        Assert.Equal((one.User.Id, true, true), (changed.Id, changed.IsAdmin, changed.IsActive));
        Assert.Equal((second.User.Id, false, false), (unchanged.Id, unchanged.IsAdmin, unchanged.IsActive));
        await Client.Users.DeleteAsync(name, cancellationToken: Token);
        Assert.Equal(second.User.Id, (await Client.Users.GetAsync(other, cancellationToken: Token)).Id);
    }

    [Fact]
    public async Task A_workspace_with_any_name_is_found_and_counted_and_deleted_by_its_exact_name() => await GenName.SampleAsync(
        async name =>
        {
            if (string.IsNullOrWhiteSpace(name) || name is "." or "..")
            {
                await Assert.ThrowsAsync<ZenException>(() => Client.Workspaces.CreateAsync(name, cancellationToken: Token));
                return;
            }

            var before = (await Client.Workspaces.ListPageAsync(cancellationToken: Token)).Total;
            var created = await Client.Workspaces.CreateAsync(name, cancellationToken: Token);
            Assert.Equal(created, await Client.Workspaces.GetAsync(name, cancellationToken: Token));
            await Client.Workspaces.CountAsync(created.Id, Token);
            await Client.Workspaces.DeleteAsync(name, cancellationToken: Token);
            Assert.Equal(before, (await Client.Workspaces.ListPageAsync(cancellationToken: Token)).Total);
            await Assert.ThrowsAsync<ZenException>(() => Client.Workspaces.GetAsync(name, cancellationToken: Token));
        },
        iter: 50, threads: 1);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_that_a_URL_treats_as_a_folder_is_rejected_before_anything_is_sent(string name)
    {
        var error = await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ActivateUserAsync(Server!.Address, name, "token", "a password", Options, Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Contains("id", error.Message, StringComparison.Ordinal);
    }
}
