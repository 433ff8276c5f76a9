using ZenML.Core.Secrets;
using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores;

/// <summary>
/// The back ends that can store the values of secrets outside the database. To add one, give it a folder beside this file and a line in
/// <see cref="BuiltIn"/>.
/// </summary>
/// <param name="kinds">The back ends.</param>
internal sealed class SecretsStoreCatalog(params IReadOnlyList<SecretsStoreKind> kinds)
{
    /// <summary>The setting that chooses a back end, without its prefix.</summary>
    public const string TypeSuffix = "TYPE";

    private const string Database = "sql";

    private static readonly Setting VersionsSetting = new(
        "MAX_VERSIONS",
        "how many versions of each secret's values to keep in a store outside the database, including the current one",
        "as ZENML_SERVER_SECRET_VERSIONS");

    /// <summary>The back ends of this server: a line for each, with its name, its settings and what opens it.</summary>
    public static SecretsStoreCatalog BuiltIn { get; } = new(
        Hashicorp.HashicorpSettings.Kind,
        Command.CommandSettings.Kind,
        UnavailableSecretsStore.Kind);

    /// <summary>
    /// The setting that chooses and those of each back end, with the prefix of the store; none if there is nothing to choose.
    /// </summary>
    /// <remarks>The backup store has the same ones with the prefix <see cref="StoreSettings.Backup"/>.</remarks>
    public IReadOnlyList<Setting> Settings { get; } = kinds.Count == 0 ? [] :
    [
        new(StoreSettings.Primary + TypeSuffix, $"where the values of secrets are stored: {string.Join(", ", NamesOf(kinds))}", Database),
        VersionsSetting with { Name = StoreSettings.Primary + VersionsSetting.Name },
        .. Merge(kinds),
        .. kinds.SelectMany(kind => kind.VendorSettings),
    ];

    /// <summary>Whether a setting of the backup store has this name.</summary>
    public bool HasBackup(string name) => name.StartsWith(StoreSettings.Backup, StringComparison.Ordinal)
        && Settings.Any(setting => setting.Name == StoreSettings.Primary + name[StoreSettings.Backup.Length..]);

    /// <summary>Reads which back end is chosen, and its settings. Those of other back ends are ignored.</summary>
    /// <param name="reader">The settings of the server.</param>
    /// <param name="prefix">What the names of the settings begin with.</param>
    /// <param name="custom">Opens the store of the program that contains the server; null if it has none.</param>
    /// <returns>What opens it; null for the database.</returns>
    public SecretsStoreOpener? Read(
        SettingsReader reader, string prefix = StoreSettings.Primary, SecretsStoreOpener? custom = null)
    {
        if (kinds.Count == 0)
        {
            return null;
        }

        if (custom is not null && reader.Text(prefix + TypeSuffix) is null)
        {
            return custom;
        }

        var chosen = reader.Choice(prefix + TypeSuffix, NamesOf(kinds));
        return kinds.FirstOrDefault(kind => kind.Name == chosen)?.Read(new StoreSettings(reader, prefix) { Custom = custom });
    }

    /// <summary>Reads how many versions of each secret's values a store outside the database keeps; null if it is not set.</summary>
    public static int? ReadVersions(SettingsReader reader) =>
        new StoreSettings(reader, StoreSettings.Primary).Number(VersionsSetting.Name, 1, SecretLimits.MaximumVersions);

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<SecretsStoreKind> kinds) => [Database, .. kinds.Select(kind => kind.Name)];

    /// <summary>A setting of several kinds has the descriptions of all of them.</summary>
    private static IEnumerable<Setting> Merge(IReadOnlyList<SecretsStoreKind> kinds) => kinds
        .SelectMany(kind => kind.Settings.Select(setting => (Kind: kind.Name, Setting: setting)))
        .GroupBy(entry => entry.Setting.Name)
        .Select(group => new Setting(
            StoreSettings.Primary + group.Key,
            string.Join("; ", group.Select(entry => $"{entry.Kind}: {entry.Setting.Description}")),
            string.Join("; ", group.Select(entry => entry.Setting.Default).Distinct())));
}
