using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;
using ZenML.Formats;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>Changes the users of a server.</summary>
internal sealed class RemoteAccounts(ServerConnection connection, CurrentAccount account, AccountSession session) : IAccountsService
{
    private const string Path = ApiPaths.Users;

    private readonly RemoteUsers users = new(connection, account);

    public async Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ResourceName.Check("user", user.Name);
        var password = user.Password is null ? null : NotEmpty(user.Password).Reveal();
        var body = JsonBody.Of(
            writer =>
            {
                writer.WriteString("name", user.Name);
                writer.WriteBoolean("is_admin", user.IsAdmin);
                writer.WriteString("full_name", user.FullName);
                writer.WriteGiven("password", password).WriteGiven("email", user.Email).WriteGiven("email_opted_in", user.EmailOptedIn)
                    .WriteGiven("external_user_id", user.ExternalUserId?.ToString("D"));
                WriteMetadata(writer, user.Metadata);
            },
            Sensitive(user.Password));
        return ReadWithToken((await connection.PostAsync(Path, body, cancellationToken)).Value);
    }

    public async Task<User> UpdateAsync(string nameOrId, UserUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.Check("user", wanted);
        }

        var user = await users.FindAsync(nameOrId, LookupMode.Exact, cancellationToken);
        if (update.IsActive is not null && !await connection.HasExtensionsAsync(cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"This server cannot activate or deactivate an account that way. Nothing was changed. "
                    + $"To deactivate it: zenml user deactivate {ShellWord.Quote(user.Name)}. "
                    + $"This prints a token with which the owner can activate it.");
        }

        // ZenML's own server stores an email address only if it is sent like this, and ignores the administrator flag here.
        var isMe = user.Id == (await account.GetAsync(cancellationToken)).Id;
        var isOwn = isMe && update is { IsAdmin: null, IsActive: null };
        var answer = await connection.PutAsync(
            isOwn ? ApiPaths.CurrentUser : $"{Path}/{user.Id}", WriteUpdate(update), null, cancellationToken);
        var changed = WireReading.ReadUser(answer.Value.WithId(user.Id.Value));
        if (isMe)
        {
            session.NoteName(changed.Name);
        }

        if (update.Password is { } password)
        {
            await LogInAgainAsync(changed, password, cancellationToken);
        }

        return changed;
    }

    public async Task<UserWithToken> DeactivateAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(nameOrId, LookupMode.Exact, cancellationToken);
        return ReadWithToken(
            (await connection.PutAsync($"{Path}/{user.Id}{ApiPaths.Deactivate}", cancellationToken)).WithId(user.Id.Value));
    }

    public async Task<IReadOnlyList<PasswordReset>> FindOwnPasswordResetsAsync(CancellationToken cancellationToken) =>
        await ResetNotices.ReadAsync(connection, (await account.GetAsync(cancellationToken)).Id, cancellationToken);

    public async Task<User> ConfirmResetAsync(SensitiveString oldPassword, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(oldPassword);
        await EnsureHidesSecretsAsync(cancellationToken);
        var password = oldPassword.Reveal();
        await connection.PostAsync(
            ExtensionPaths.ConfirmPasswordReset,
            JsonBody.Of(writer => writer.WriteString("old_password", password), [password]),
            cancellationToken);
        return await account.GetAsync(cancellationToken);
    }

    public async Task<User> ReleaseSecretsAsync(string nameOrId, CancellationToken cancellationToken)
    {
        await EnsureHidesSecretsAsync(cancellationToken);
        var user = await users.FindAsync(nameOrId, LookupMode.Exact, cancellationToken);
        await connection.PostAsync(ExtensionPaths.ReleaseSecrets(user.Id.ToString()), JsonBody.Of(_ => { }), cancellationToken);
        return user;
    }

    public async Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync(
            $"{Path}/{(await users.FindAsync(nameOrId, LookupMode.Exact, cancellationToken)).Id}", cancellationToken);

    private async Task EnsureHidesSecretsAsync(CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithAccess, cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                "The server does not hide private secrets after a reset. It is ZenML's own, or an older version of this one.");
        }
    }

    private static JsonBody WriteUpdate(UserUpdate update)
    {
        var (password, old) = (update.Password is null ? null : NotEmpty(update.Password).Reveal(), update.OldPassword?.Reveal());
        return JsonBody.Of(
            writer =>
            {
                writer.WriteGiven("name", update.Name)
                    .WriteGiven("full_name", update.FullName)
                    .WriteGiven("is_admin", update.IsAdmin)
                    .WriteGiven("active", update.IsActive)
                    .WriteGiven("password", password)
                    .WriteGiven("old_password", old)
                    .WriteGiven("email", update.Email)
                    .WriteGiven("email_opted_in", update.EmailOptedIn)
                    .WriteGiven("external_user_id", update.ExternalUserId?.ToString("D"));
                WriteMetadata(writer, update.Metadata);
            },
            [.. Sensitive(update.Password), .. Sensitive(update.OldPassword)]);
    }

    private static void WriteMetadata(System.Text.Json.Utf8JsonWriter writer, ConfigurationMap? metadata)
    {
        if (metadata is not null)
        {
            writer.WritePropertyName("user_metadata");
            writer.WriteRawValue(ConfigurationJson.Write(metadata));
        }
    }

    /// <remarks>ZenML's own server would accept an empty password.</remarks>
    private static SensitiveString NotEmpty(SensitiveString password) =>
        password.Reveal().Length > 0 ? password : throw new ZenException(ErrorCode.InvalidArgument, "A password cannot be empty.");

    private static string[] Sensitive(SensitiveString? password) => password is null ? [] : [password.Reveal()];

    private static UserWithToken ReadWithToken(WireValue value) =>
        new(WireReading.ReadUser(value), value["body"].Find("activation_token") is { } token ? token.Token : null);

    private async Task LogInAgainAsync(User user, SensitiveString password, CancellationToken cancellationToken)
    {
        try
        {
            await session.UsePasswordAsync(user.Name, password, cancellationToken);
        }
        catch (ZenException exception)
        {
            throw new ZenException(exception.Code,
                $"The password was changed, but the login with it failed: {Sentence.End(exception.Message):raw} Connect again: zenml "
                    + $"connect --url {connection.Address} --username {ShellWord.Quote(user.Name)}");
        }
    }
}
