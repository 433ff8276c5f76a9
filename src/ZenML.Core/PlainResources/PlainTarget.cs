namespace ZenML.Core.PlainResources;

/// <summary>What a field of a plain resource can refer to.</summary>
public enum PlainTarget
{
    /// <summary>A registered pipeline.</summary>
    Pipeline,

    /// <summary>A stack.</summary>
    Stack,

    /// <summary>A stack component.</summary>
    Component,

    /// <summary>A deployment.</summary>
    Deployment,
}
