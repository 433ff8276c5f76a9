namespace ZenML.Server.Configuration;

/// <summary>A setting that is a text and has a default.</summary>
/// <param name="Name">Its name, one of <see cref="SettingNames"/>.</param>
/// <param name="Does">What it does.</param>
/// <param name="Default">The text without it.</param>
internal sealed record DefaultedSetting(string Name, string Does, string Default)
{
    /// <summary>Its description.</summary>
    public Setting Description => new(Name, Does, Default);
}
