using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets.References;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Extensions;

/// <summary>Reads what requests say about lookups and checks.</summary>
internal static class LookupBodies
{
    /// <summary>How much of a name or id is enough; exact unless the body says otherwise.</summary>
    public static LookupMode ReadLookupMode(this RequestBody body) =>
        WireWords.LookupModes.Find(body.Choice("mode", WireWords.LookupModes.All)) ?? LookupMode.Exact;

    /// <summary>How thoroughly to check references; secret and key unless the body says otherwise.</summary>
    public static SecretValidationLevel ReadValidationLevel(this RequestBody body) =>
        WireWords.ValidationLevels.Find(body.Choice("level", WireWords.ValidationLevels.All)) ?? SecretValidationLevel.SecretAndKeyExists;
}
