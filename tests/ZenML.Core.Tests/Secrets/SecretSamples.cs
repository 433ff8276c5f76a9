using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Tests.Secrets;

/// <summary>Secrets for tests that use only a few of their properties.</summary>
internal static class SecretSamples
{
    public static SecretInfo Info(string name, SecretScope scope, params string[] keys) => new()
    {
        Id = Id<Secret>.New(),
        Name = SecretName.Parse(name),
        Scope = scope,
        Keys = keys,
        Workspace = new(default, "default"),
        User = new(default, "default"),
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
        Version = 1,
        ValuesVersion = 1,
    };
}
