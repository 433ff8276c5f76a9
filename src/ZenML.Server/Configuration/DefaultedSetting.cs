namespace ZenML.Server.Configuration;

/// <summary>A setting that is a text and has a default.</summary>
/// <param name="Name">The name, one of <see cref="SettingNames"/>.</param>
/// <param name="Text">What the setting does.</param>
/// <param name="Default">The default.</param>
internal sealed record DefaultedSetting(string Name, string Text, string Default)
{
    /// <summary>Its description.</summary>
    public Setting Description => new(Name, Text, Default);
}
