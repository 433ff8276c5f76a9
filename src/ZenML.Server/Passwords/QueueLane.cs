using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Passwords;

/// <summary>The waiting requests of one lane, by group and member. Not thread-safe.</summary>
internal sealed class QueueLane(QueueLimits limits)
{
    // In the order in which they are served next.
    private readonly OrderedDictionary<string, Group> groups = new(StringComparer.Ordinal);

    /// <summary>The number of waiting requests.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a request.</summary>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.ServerBusy"/>: a limit is reached.</exception>
    public QueueWaiter Enqueue(PasswordRequester requester)
    {
        var group = groups.GetValueOrDefault(requester.Group);
        var member = group?.Members.GetValueOrDefault(requester.Member);
        if (!MakeRoom(group, member))
        {
            throw QueueWaiter.Busy();
        }

        // Looked up again, because making room may have removed them.
        group = GetOrAdd(groups, requester.Group);
        member = GetOrAdd(group.Members, requester.Member);
        var waiter = new QueueWaiter();
        member.AddLast(waiter);
        group.Count++;
        Count++;
        return waiter;
    }

    /// <summary>Removes and returns the next request; null if none waits.</summary>
    public QueueWaiter? Dequeue()
    {
        if (Count == 0)
        {
            return null;
        }

        var (groupKey, group) = groups.GetAt(0);
        var (memberKey, member) = group.Members.GetAt(0);
        var waiter = member.First!.Value;
        Remove(groupKey, group, memberKey, member, member.First);
        MoveToEnd(group.Members, memberKey);
        MoveToEnd(groups, groupKey);
        return waiter;
    }

    /// <summary>Removes a request that no longer waits.</summary>
    /// <returns>Whether the request was waiting.</returns>
    public bool Remove(PasswordRequester requester, QueueWaiter waiter)
    {
        if (!groups.TryGetValue(requester.Group, out var group)
            || !group.Members.TryGetValue(requester.Member, out var member)
            || member.Find(waiter) is not { } node)
        {
            return false;
        }

        Remove(requester.Group, group, requester.Member, member, node);
        return true;
    }

    private bool MakeRoom(Group? group, LinkedList<QueueWaiter>? member)
    {
        if (member?.Count >= limits.Member)
        {
            return false;
        }

        if (group?.Count >= limits.Group && !RejectLastOfLargest(group, than: member?.Count ?? 0))
        {
            return false;
        }

        if (Count < limits.All)
        {
            return true;
        }

        var largest = groups.MaxBy(pair => pair.Value.Count);
        return largest.Value.Count > (group?.Count ?? 0) + 1 && RejectLastOfLargest(largest.Value, than: -1);
    }

    /// <summary>Rejects the latest request of the member with the most waiting requests, if the newcomer's member then has no more
    /// waiting requests than that member.</summary>
    private bool RejectLastOfLargest(Group group, int than)
    {
        var (memberKey, member) = group.Members.MaxBy(pair => pair.Value.Count);
        if (member.Count <= than + 1)
        {
            return false;
        }

        var node = member.Last!;
        Remove(groups.First(pair => pair.Value == group).Key, group, memberKey, member, node);
        node.Value.Reject();
        return true;
    }

    private void Remove(string groupKey, Group group, string memberKey, LinkedList<QueueWaiter> member, LinkedListNode<QueueWaiter> node)
    {
        member.Remove(node);
        group.Count--;
        Count--;
        if (member.Count == 0)
        {
            group.Members.Remove(memberKey);
        }

        if (group.Count == 0)
        {
            groups.Remove(groupKey);
        }
    }

    private static TValue GetOrAdd<TValue>(OrderedDictionary<string, TValue> values, string key)
        where TValue : new()
    {
        if (!values.TryGetValue(key, out var value))
        {
            values.Add(key, value = new TValue());
        }

        return value;
    }

    private static void MoveToEnd<TValue>(OrderedDictionary<string, TValue> values, string key)
    {
        if (values.Remove(key, out var value))
        {
            values.Add(key, value);
        }
    }

    private sealed class Group
    {
        public OrderedDictionary<string, LinkedList<QueueWaiter>> Members { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }
    }
}
