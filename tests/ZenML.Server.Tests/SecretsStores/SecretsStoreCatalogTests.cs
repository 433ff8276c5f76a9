using ZenML.Core.Errors;
using ZenML.Server.Configuration;
using ZenML.Server.SecretsStores;
using ZenML.TestKit;

namespace ZenML.Server.Tests.SecretsStores;

public sealed class SecretsStoreCatalogTests
{
    private const string Choosing = "ZENML_SECRETS_STORE_TYPE";

    private static readonly Setting Address = new("ZENML_MEMORY_ADDRESS", "the address of the memory store", "none");

    private static readonly NumberSetting Attempts = new("ZENML_MEMORY_ATTEMPTS", "how often to try", 1, 5, 3);

    private static readonly SecretsStoreCatalog Catalog = new(
        Choosing,
        new SecretsStoreKind("memory", [Address, Attempts.Description], reader =>
        {
            if (reader.Text(Address.Name) is null)
            {
                reader.Report(Address.Name, "is required.");
            }

            var attempts = reader.Number(Attempts);
            return _ => new AddressedStore(reader.Text(Address.Name), attempts);
        }),
        new SecretsStoreKind(
            "other", [], _ => throw new InvalidOperationException("The settings of a store that is not chosen were read.")));

    [Fact]
    public void The_settings_are_the_one_that_chooses_and_those_of_each_back_end()
    {
        Assert.Equal(
            [
                new Setting(Choosing, "where the values of secrets are stored: sql, memory, other", "sql"),
                Address,
                new Setting("ZENML_MEMORY_ATTEMPTS", "how often to try", "3"),
            ],
            Catalog.Settings);
    }

    [Fact]
    public void A_server_without_back_ends_has_no_settings_for_them()
    {
        Assert.Empty(new SecretsStoreCatalog(Choosing).Settings);
        Assert.Null(new SecretsStoreCatalog(Choosing).Read(Reader()));
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
        var reader = Reader((Choosing, "memory"), (Address.Name, "memory://here"), (Attempts.Name, "5"));

        var store = Assert.IsType<AddressedStore>(Catalog.Read(reader)!(TimeProvider.System));

        Assert.Equal(("memory://here", 5L), (store.Address, store.Attempts));
        reader.ThrowIfAny([]);
    }

    [Fact]
    public void Errors_in_the_settings_of_the_chosen_back_end_are_reported_with_all_others()
    {
        var reader = Reader((Choosing, "memory"), (Attempts.Name, "6"));

        Catalog.Read(reader);

        var error = Assert.Throws<ZenException>(() => reader.ThrowIfAny(["Another error."]));
        Assert.Equal(
            ["Another error.", "ZENML_MEMORY_ADDRESS is required.", "ZENML_MEMORY_ATTEMPTS must be a whole number from 1 to 5."],
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

    private static SettingsReader Reader(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));

    private sealed class AddressedStore(string? address, long attempts) : MemorySecretsStore
    {
        public string? Address => address;

        public long Attempts => attempts;
    }
}
