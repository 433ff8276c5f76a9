using CsCheck;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Access;

public sealed class AccessReportModelTests
{
    private const int Worlds = 60;

    [Fact]
    public async Task A_report_says_of_every_account_exactly_what_it_can_do_and_shows_others_only_to_those_who_may_share()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await AccessPlan.Any.SampleAsync(
            async any =>
            {
                // Reports are about accounts, not about single credentials.
                var plan = any with { Limits = [.. any.Limits.Select(_ => new AccessPlan.PlannedLimits(null, null, null))] };
                var world = await AccessWorld.BuildAsync(store, plan);
                try
                {
                    await CompareAsync(world);
                }
                finally
                {
                    await world.RemoveAsync();
                }
            },
            iter: Worlds,
            threads: 1,
            print: AccessPlan.Print);
    }

    private static async Task CompareAsync(AccessWorld world)
    {
        var model = new AccessModel(world.Plan);
        for (var secret = 0; secret < world.Secrets.Length; secret++)
        {
            for (var reader = 0; reader < world.Accounts.Length; reader++)
            {
                var own = model.Of(reader, secret);
                var report = await FindAsync(world, reader, secret);
                Assert.Equal(own.Length > 0 && !world.Plan.Secrets[secret].IsDeleted, report is not null);
                if (report is not null)
                {
                    Assert.Equal(own.Contains('a') || world.Plan.Admins[reader], report.IsComplete);
                    for (var account = 0; account < world.Accounts.Length; account++)
                    {
                        var expected = report.IsComplete || account == reader ? model.Of(account, secret) : "";
                        Assert.Equal(RightsOf(expected), Reported(report, world.Accounts[account]));
                    }
                }
            }
        }
    }

    private static async Task<SecretAccessReport?> FindAsync(AccessWorld world, int reader, int secret)
    {
        try
        {
            return await world.Services[reader].AccessReports.OfSecretAsync(world.Secrets[secret].Id, Token);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    private static SecretRights Reported(SecretAccessReport report, User account) => report.Entries
        .Where(entry => entry.Holder.Holder == AccessHolder.Of(account.Id))
        .Aggregate(SecretRights.None, (rights, entry) => rights | entry.Rights);

    private static SecretRights RightsOf(string letters) => letters.Aggregate(
        SecretRights.None,
        (rights, letter) => rights | letter switch
        {
            'd' => SecretRights.Describe,
            'r' => SecretRights.Read,
            'w' => SecretRights.Write,
            _ => SecretRights.Administer,
        });
}
