using ZenML.Core;
using ZenML.Core.Auditing.Chains;

namespace ZenML.TestKit;

/// <summary>Verifies audit logs as <c>zenml audit verify</c> does.</summary>
public static class AuditProof
{
    /// <summary>Verifies an audit log.</summary>
    /// <param name="services">The services of an administrator.</param>
    /// <param name="size">How many records to read at a time.</param>
    public static async Task<AuditVerification> VerifyAsync(IZenServices services, int size = 5_000)
    {
        var statement = await services.Audit.DescribeAsync(CancellationToken.None);
        using var verifier = new AuditVerifier(statement);
        foreach (var end in statement.Ends)
        {
            var chain = new AuditChain(end.Chain, end.IsOlder);
            for (long? after = chain.Beginning; after is { } place;)
            {
                var slice = await services.Audit.ReadSliceAsync(chain, place, size, CancellationToken.None);
                verifier.Add(chain, slice);
                after = slice.Next;
            }
        }

        return verifier.Finish();
    }
}
