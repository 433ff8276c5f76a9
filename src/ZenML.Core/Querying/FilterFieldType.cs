namespace ZenML.Core.Querying;

/// <summary>What a filter field compares, which decides the operators that it allows.</summary>
public enum FilterFieldType
{
    /// <summary>Text: equals, contains, startswith, endswith.</summary>
    Text,

    /// <summary>An id: equals with a full id; contains, startswith, endswith on its hexadecimal digits.</summary>
    Uuid,

    /// <summary>A time: equals, gt, gte, lt, lte.</summary>
    Timestamp,

    /// <summary>A whole number: equals, gt, gte, lt, lte.</summary>
    Integer,

    /// <summary>True or false: equals.</summary>
    Boolean,
}
