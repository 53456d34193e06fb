namespace UploadProcessing.Sequences.Comparing;

/// <summary>Missing and unexpected arrows, found by the longest common subsequence so that one missing arrow is one line.</summary>
internal static class MessageDifferences
{
    /// <returns>Each arrow that only one of them has, in the order of both, and whether it is missing from the actual ones.</returns>
    public static IEnumerable<(bool IsMissing, Message Message)> Of(IReadOnlyList<Message> actual, IReadOnlyList<Message> expected)
    {
        var common = CommonLengths(actual, expected);
        var (i, j) = (0, 0);
        while (i < actual.Count || j < expected.Count)
        {
            if (i < actual.Count && j < expected.Count && Same(actual[i], expected[j]))
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j < expected.Count && (i == actual.Count || common[i, j + 1] >= common[i + 1, j]))
            {
                yield return (true, expected[j]);
                j++;
            }
            else
            {
                yield return (false, actual[i]);
                i++;
            }
        }
    }

    /// <summary>The same of all arrows but an event's way from the broker to whoever consumes it: of those it counts only how many there are.</summary>
    public static IEnumerable<(bool IsMissing, Message Message)> ButForDeliveries(IReadOnlyList<Message> actual, IReadOnlyList<Message> expected)
    {
        var missing = expected.Where(IsDelivery).ToList();
        var unexpected = new List<Message>();
        foreach (var delivery in actual.Where(IsDelivery))
        {
            if (missing.FindIndex(one => Same(delivery, one)) is var index and >= 0)
            {
                missing.RemoveAt(index);
            }
            else
            {
                unexpected.Add(delivery);
            }
        }

        return Of([.. actual.Where(message => !IsDelivery(message))], [.. expected.Where(message => !IsDelivery(message))])
            .Concat(missing.Select(message => (true, message))).Concat(unexpected.Select(message => (false, message)))
            .OrderBy(difference => difference.Item2.Number);
    }

    private static bool IsDelivery(Message message) => message.Kind is MessageKind.Asynchronous && !message.FirstLine.StartsWith("emit ", StringComparison.Ordinal);

    private static bool Same(Message one, Message other) =>
        one.From == other.From && one.To == other.To && one.Kind == other.Kind
        && LabelComparison.Same(one.FirstLine, other.FirstLine);

    private static int[,] CommonLengths(IReadOnlyList<Message> actual, IReadOnlyList<Message> expected)
    {
        var lengths = new int[actual.Count + 1, expected.Count + 1];
        for (var i = actual.Count - 1; i >= 0; i--)
        {
            for (var j = expected.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = Same(actual[i], expected[j])
                    ? lengths[i + 1, j + 1] + 1
                    : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
