using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;
using ZenML.Stores.Servers;

namespace ZenML.Stores.Tests.Sql;

/// <summary>Runs a theory on each kind of database that a store supports.</summary>
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<StoreKind>().Select(kind => new TheoryDataRow<StoreKind>(kind))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
