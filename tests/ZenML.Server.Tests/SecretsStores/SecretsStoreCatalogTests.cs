using ZenML.Core.Errors;
using ZenML.SecretsStores.Entries;
using ZenML.Server.Configuration;
using ZenML.Server.SecretsStores;
using ZenML.TestKit;

namespace ZenML.Server.Tests.SecretsStores;

public sealed class SecretsStoreCatalogTests
{
    private const string Choosing = "ZENML_SECRETS_STORE_TYPE";

    private const string Address = "ZENML_SECRETS_STORE_ADDRESS", Attempts = "ZENML_SECRETS_STORE_ATTEMPTS";

    private static readonly SecretsStoreCatalog Catalog = new(
        new SecretsStoreKind(
            "memory",
            [new Setting("ADDRESS", "the address of the memory store", "none"), new Setting("ATTEMPTS", "how often to try", "3")],
            settings =>
            {
                var address = settings.Required("ADDRESS");
                var attempts = settings.Number("ATTEMPTS", 1, 5) ?? 3;
                return _ => new AddressedStore(address, attempts);
            })
        {
            VendorSettings = [new Setting("MEMORY_BANK", "a variable of the vendor", "none")],
        },
        new SecretsStoreKind(
            "other",
            [new Setting("ADDRESS", "the address of the other store", "none")],
            _ => throw new InvalidOperationException("The settings of a store that is not chosen were read.")));

    [Fact]
    public void The_settings_are_the_one_that_chooses_and_those_of_each_back_end()
    {
        Assert.Equal(
            [
                new Setting(Choosing, "where the values of secrets are stored: sql, memory, other", "sql"),
                new Setting(
                    "ZENML_SECRETS_STORE_MAX_VERSIONS",
                    "how many versions of each secret's values to keep in a store outside the database, including the current one",
                    "as ZENML_SERVER_SECRET_VERSIONS"),
                new Setting(Address, "memory: the address of the memory store; other: the address of the other store", "none"),
                new Setting(Attempts, "memory: how often to try", "3"),
                new Setting("MEMORY_BANK", "a variable of the vendor", "none"),
            ],
            Catalog.Settings);
    }

    [Theory]
    [InlineData("ZENML_BACKUP_SECRETS_STORE_TYPE", true)]
    [InlineData("ZENML_BACKUP_SECRETS_STORE_ADDRESS", true)]
    [InlineData("ZENML_BACKUP_SECRETS_STORE_NONSENSE", false)]
    [InlineData(Address, false)]
    public void The_backup_store_has_the_same_settings_with_a_prefix_of_its_own(string name, bool isSetting) =>
        Assert.Equal(isSetting, Catalog.HasBackup(name));

    [Fact]
    public void The_backup_store_is_chosen_by_settings_of_its_own()
    {
        var reader = Reader(
            (Choosing, "other"), ("ZENML_BACKUP_SECRETS_STORE_TYPE", "memory"), ("ZENML_BACKUP_SECRETS_STORE_ADDRESS", "memory://there"));

        var store = Assert.IsType<AddressedStore>(Catalog.Read(reader, StoreSettings.Backup)!(Context));

        Assert.Equal(("memory://there", 3L), (store.Address, store.Attempts));
        reader.ThrowIfAny([]);
    }

    [Fact]
    public void A_server_without_back_ends_has_no_settings_for_them()
    {
        Assert.Empty(new SecretsStoreCatalog().Settings);
        Assert.Null(new SecretsStoreCatalog().Read(Reader()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sql")]
    public void Values_are_stored_in_the_database_unless_a_back_end_is_chosen(string? word)
    {
        var reader = word is null ? Reader() : Reader((Choosing, word));

        Assert.Null(Catalog.Read(reader));
        reader.ThrowIfAny([]);
    }

    [Fact]
    public void The_chosen_back_end_is_opened_with_its_own_settings()
    {
        var reader = Reader((Choosing, "memory"), (Address, "memory://here"), (Attempts, "5"));

        var store = Assert.IsType<AddressedStore>(Catalog.Read(reader)!(Context));

        Assert.Equal(("memory://here", 5L), (store.Address, store.Attempts));
        reader.ThrowIfAny([]);
    }

    [Fact]
    public void Errors_in_the_settings_of_the_chosen_back_end_are_reported_with_all_others()
    {
        var reader = Reader((Choosing, "memory"), (Attempts, "6"));

        Catalog.Read(reader);

        var error = Assert.Throws<ZenException>(() => reader.ThrowIfAny(["Another error."]));
        Assert.Equal(
            ["Another error.", $"{Address} is required.", $"{Attempts} must be a whole number from 1 to 5."],
            error.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void An_unknown_back_end_is_an_error_that_names_those_that_exist()
    {
        var reader = Reader((Choosing, "vault"));

        Assert.Null(Catalog.Read(reader));

        var error = Assert.Throws<ZenException>(() => reader.ThrowIfAny([]));
        Assert.Equal($"{Choosing} must be one of sql, memory, other.", error.Message);
    }

    private static SecretsStoreContext Context { get; } =
        new(TimeProvider.System, new EntryOwner(_ => Task.FromResult(Guid.NewGuid())), _ => { });

    private static SettingsReader Reader(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));

    private sealed class AddressedStore(string? address, long attempts) : MemorySecretsStore
    {
        public string? Address => address;

        public long Attempts => attempts;
    }
}
