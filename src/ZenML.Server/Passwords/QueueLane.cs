using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Passwords;

/// <summary>Those who wait in one lane, by group and member. Not safe for several threads at once.</summary>
internal sealed class QueueLane(TurnLimits limits)
{
    // In the order of their next turns.
    private readonly OrderedDictionary<string, Group> groups = new(StringComparer.Ordinal);

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no room for it.</exception>
    public TurnWaiter Enqueue(PasswordRequester requester)
    {
        var group = groups.GetValueOrDefault(requester.Group);
        var member = group?.Members.GetValueOrDefault(requester.Member);
        if (!MakeRoom(group, member))
        {
            throw TurnWaiter.Busy();
        }

        // Making room may have removed them.
        group = GetOrAdd(groups, requester.Group);
        member = GetOrAdd(group.Members, requester.Member);
        var waiter = new TurnWaiter();
        member.AddLast(waiter);
        group.Count++;
        Count++;
        return waiter;
    }

    /// <summary>Takes out the one whose turn it is; null if nobody waits.</summary>
    public TurnWaiter? Dequeue()
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

    /// <summary>Takes out one who no longer waits.</summary>
    /// <returns>Whether it waited.</returns>
    public bool Remove(PasswordRequester requester, TurnWaiter waiter)
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

    private bool MakeRoom(Group? group, LinkedList<TurnWaiter>? member)
    {
        if (member?.Count >= limits.Member)
        {
            return false;
        }

        if (group?.Count >= limits.Group && !RefuseLastOfLargest(group, than: member?.Count ?? 0))
        {
            return false;
        }

        if (Count < limits.All)
        {
            return true;
        }

        var largest = groups.MaxBy(pair => pair.Value.Count);
        return largest.Value.Count > (group?.Count ?? 0) + 1 && RefuseLastOfLargest(largest.Value, than: -1);
    }

    /// <summary>Refuses the one that came last of the member that waits most often, if the newcomer's then still waits less
    /// often.</summary>
    private bool RefuseLastOfLargest(Group group, int than)
    {
        var (memberKey, member) = group.Members.MaxBy(pair => pair.Value.Count);
        if (member.Count <= than + 1)
        {
            return false;
        }

        var node = member.Last!;
        Remove(groups.First(pair => pair.Value == group).Key, group, memberKey, member, node);
        node.Value.Refuse();
        return true;
    }

    private void Remove(string groupKey, Group group, string memberKey, LinkedList<TurnWaiter> member, LinkedListNode<TurnWaiter> node)
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
        public OrderedDictionary<string, LinkedList<TurnWaiter>> Members { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }
    }
}
