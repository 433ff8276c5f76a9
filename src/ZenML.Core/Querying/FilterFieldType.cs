namespace ZenML.Core.Querying;

/// <summary>The type of a filter field, which determines its operators.</summary>
public enum FilterFieldType
{
    /// <summary>A string: equals, contains, startswith, endswith.</summary>
    Text,

    /// <summary>An id: equals with a full id; contains, startswith, endswith on its hexadecimal digits.</summary>
    Uuid,

    /// <summary>A time: equals, gt, gte, lt, lte.</summary>
    Timestamp,

    /// <summary>An integer: equals, gt, gte, lt, lte.</summary>
    Integer,

    /// <summary>A boolean: equals.</summary>
    Boolean,
}
