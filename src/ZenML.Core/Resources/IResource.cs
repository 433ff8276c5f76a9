namespace ZenML.Core.Resources;

/// <summary>What every stored thing has: an identity and a name that people use.</summary>
public interface IResource
{
    /// <summary>The identity, untyped.</summary>
    Guid Uuid { get; }

    /// <summary>The name, with what else a person needs to tell it from others.</summary>
    string DisplayName { get; }
}
