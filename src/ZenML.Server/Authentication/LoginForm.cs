using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>The fields of a login form. A body of another content type has no fields.</summary>
internal sealed class LoginForm
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly IFormCollection fields;

    private LoginForm(IFormCollection fields) => this.fields = fields;

    /// <summary>Returns a field; null if it is absent or empty.</summary>
    public string? this[string name] => fields[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a field is present, even if it is empty.</summary>
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
            return new LoginForm(new FormCollection(await ReaderOf(http.Request).ReadFormAsync(http.RequestAborted)));
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw HttpFailure.Plain(400, "The form is invalid.");
        }
    }

    /// <remarks>
    /// Does not use the request's own method to read a form: when the server stops and cancels that, it closes the connection,
    /// and no response can be sent.
    /// </remarks>
    private static FormPipeReader ReaderOf(HttpRequest request)
    {
        var encoding = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.Encoding : null;
        return new FormPipeReader(request.BodyReader, encoding ?? Encoding.UTF8)
        {
            KeyLengthLimit = AnonymousLimits.Form.KeyLengthLimit,
            ValueLengthLimit = AnonymousLimits.Form.ValueLengthLimit,
            ValueCountLimit = AnonymousLimits.Form.ValueCountLimit,
        };
    }
}
