using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets.References;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Extensions;

/// <summary>Reads the options of lookups and checks from request bodies.</summary>
internal static class LookupBodies
{
    /// <summary>Returns how names and ids are matched; exactly unless the body says otherwise.</summary>
    public static LookupMode ReadLookupMode(this RequestBody body) =>
        WireWords.LookupModes.Find(body.Choice("mode", WireWords.LookupModes.All)) ?? LookupMode.Exact;

    /// <summary>Returns what to check of references; secret and key unless the body says otherwise.</summary>
    public static SecretValidationLevel ReadValidationLevel(this RequestBody body) =>
        WireWords.ValidationLevels.Find(body.Choice("level", WireWords.ValidationLevels.All)) ?? SecretValidationLevel.SecretAndKeyExists;
}
