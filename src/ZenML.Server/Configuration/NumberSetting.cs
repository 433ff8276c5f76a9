using System.Globalization;

namespace ZenML.Server.Configuration;

/// <summary>A setting that is a whole number.</summary>
/// <param name="Name">Its name, one of <see cref="SettingNames"/>.</param>
/// <param name="Does">What it does.</param>
/// <param name="Minimum">The smallest number allowed.</param>
/// <param name="Maximum">The largest number allowed.</param>
/// <param name="Default">The number without it.</param>
/// <param name="Note">The default in other words; null if it needs none.</param>
internal sealed record NumberSetting(string Name, string Does, long Minimum, long Maximum, long Default, string? Note = null)
{
    /// <summary>Its description.</summary>
    public Setting Description
    {
        get
        {
            var number = Default.ToString(CultureInfo.InvariantCulture);
            return new Setting(Name, Does, Note is null ? number : $"{number}, {Note}");
        }
    }
}
