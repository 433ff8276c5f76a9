using Microsoft.AspNetCore.Http.Features;
using ZenML.Server.Http;

namespace ZenML.Server.Authentication;

/// <summary>The fields of a login. Only a form is read; a body of another type has no fields.</summary>
internal sealed class LoginForm
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly IFormCollection fields;

    private LoginForm(IFormCollection fields) => this.fields = fields;

    /// <summary>A field; null if it is not there or empty.</summary>
    public string? this[string name] => fields[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a field is there, even if it is empty.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>Reads the form.</summary>
    public static async Task<LoginForm> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return new LoginForm(FormCollection.Empty);
        }

        try
        {
            return new LoginForm(await new FormFeature(http.Request, AnonymousLimits.Form).ReadFormAsync(http.RequestAborted));
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw HttpFailure.Plain(400, "The form cannot be read.");
        }
    }
}
