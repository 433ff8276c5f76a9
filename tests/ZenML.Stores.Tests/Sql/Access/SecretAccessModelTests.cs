using System.Globalization;
using CsCheck;
using ZenML.Stores.Servers;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql.Access;

public sealed class SecretAccessModelTests
{
    // './build test --all' sets more.
    private const string Variable = "ZENML_TEST_SITUATIONS";

    private const int Fewest = 20_000;

    private const int WorldsAtOnce = 8;

    [Fact]
    public async Task Every_operation_on_secrets_gives_each_account_what_the_documented_rules_say()
    {
        var wanted = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : Fewest;
        await using var store = await TemporaryStore.CreateAsync();
        var situations = 0L;
        while (situations < wanted)
        {
            await AccessPlan.Any.SampleAsync(
                async plan =>
                {
                    var world = await AccessWorld.BuildAsync(store, plan);
                    try
                    {
                        situations += await new AccessSituations(world).RunAsync();
                    }
                    finally
                    {
                        await world.RemoveAsync();
                    }
                },
                iter: WorldsAtOnce,
                threads: 1,
                print: AccessPlan.Print);
        }

        TestContext.Current.SendDiagnosticMessage($"{situations} situations");
    }

    [Theory, EveryDatabase]
    public async Task Every_database_answers_by_the_documented_rules(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await AccessPlan.Any.SampleAsync(
            async plan =>
            {
                var world = await AccessWorld.BuildAsync(store, plan);
                try
                {
                    await new AccessSituations(world).RunAsync();
                }
                finally
                {
                    await world.RemoveAsync();
                }
            },
            iter: 3,
            threads: 1,
            print: AccessPlan.Print);
    }
}
