using System.Globalization;

namespace ZenML.Server.Configuration;

/// <summary>A setting that is a whole number.</summary>
/// <param name="Name">The name, one of <see cref="SettingNames"/>.</param>
/// <param name="Text">What the setting does.</param>
/// <param name="Minimum">The smallest number allowed.</param>
/// <param name="Maximum">The largest number allowed.</param>
/// <param name="Default">The default.</param>
/// <param name="Note">The default in other words; null if it needs none.</param>
internal sealed record NumberSetting(string Name, string Text, long Minimum, long Maximum, long Default, string? Note = null)
{
    /// <summary>Its description.</summary>
    public Setting Description
    {
        get
        {
            var number = Default.ToString(CultureInfo.InvariantCulture);
            return new Setting(Name, Text, Note is null ? number : $"{number}, {Note}");
        }
    }
}
