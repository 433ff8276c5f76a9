using System.Globalization;

namespace ZenML.Stores.Sql.Querying;

/// <summary>The values of an <c>IN</c> as parameters.</summary>
internal static class InList
{
    /// <summary>The list to stand between the parentheses, and its parameters.</summary>
    public static (string List, SqlParameter[] Parameters) Of(IEnumerable<string> values)
    {
        SqlParameter[] parameters =
            [.. values.Select((value, index) => new SqlParameter(string.Create(CultureInfo.InvariantCulture, $"@in{index}"), value))];
        return (string.Join(", ", parameters.Select(parameter => parameter.Name)), parameters);
    }
}
