using System.Data.Common;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class LinkedIdentityRepository(SqlSession session) : ILinkedIdentityRepository
{
    private const string Select =
        """
        SELECT i.user_id, u.name, i.issuer, i.subject, i.linked_by, i.manages_admin, i.last_login, i.created
        FROM linked_identities i JOIN users u ON u.id = i.user_id
        """;

    public Task<LinkedIdentity?> FindAsync(Id<User> account, CancellationToken cancellationToken) =>
        session.FindAsync($"{Select} WHERE i.user_id = @user", Map, cancellationToken, ("@user", account.ToStored()));

    public Task<LinkedIdentity?> FindAsync(string issuer, string subject, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE i.issuer = @issuer AND i.subject = @subject",
        Map, cancellationToken, ("@issuer", issuer), ("@subject", subject));

    public async Task SaveAsync(LinkedIdentity identity, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters =
        [
            ("@user", identity.Account.Id.ToStored()), ("@issuer", identity.Issuer), ("@subject", identity.Subject),
            ("@by", identity.LinkedBy), ("@admin", identity.ManagesAdministrator.ToStored()),
            ("@login", identity.LastLogin?.ToStored()), ("@created", identity.Created.ToStored()),
        ];
        if (await session.CountAsync(
            "SELECT COUNT(*) FROM linked_identities i WHERE i.user_id = @user", cancellationToken, parameters[0]) > 0)
        {
            await session.ExecuteAsync(
                """
                UPDATE linked_identities SET issuer = @issuer, subject = @subject, linked_by = @by, manages_admin = @admin,
                    last_login = @login, created = @created
                WHERE user_id = @user
                """,
                cancellationToken, parameters);
        }
        else
        {
            await session.ExecuteAsync(
                """
                INSERT INTO linked_identities (user_id, issuer, subject, linked_by, manages_admin, last_login, created)
                VALUES (@user, @issuer, @subject, @by, @admin, @login, @created)
                """,
                cancellationToken, parameters);
        }
    }

    public async Task<bool> DeleteAsync(Id<User> account, CancellationToken cancellationToken) => await session.ExecuteAsync(
        "DELETE FROM linked_identities WHERE user_id = @user", cancellationToken, ("@user", account.ToStored())) > 0;

    private static LinkedIdentity Map(DbDataReader reader) => new(reader.GetUser(0), reader.GetString(2), reader.GetString(3))
    {
        LinkedBy = reader.GetTextOrNull(4),
        ManagesAdministrator = reader.GetTruth(5),
        LastLogin = reader.GetTimeOrNull(6),
        Created = reader.GetTime(7),
    };
}
