using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

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
            return new LoginForm(new FormCollection(await ReaderOf(http.Request).ReadFormAsync(http.RequestAborted)));
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw HttpFailure.Plain(400, "The form cannot be read.");
        }
    }

    /// <remarks>
    /// Not the request's own way to read a form: when that is cancelled, as it is when the server stops, it closes the connection,
    /// and nothing can be answered.
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
