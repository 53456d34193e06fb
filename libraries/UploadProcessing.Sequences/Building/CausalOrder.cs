namespace UploadProcessing.Sequences.Building;

/// <summary>Topological order; among what may come next, the earliest.</summary>
internal static class CausalOrder
{
    public static IEnumerable<Arrow> Of(IReadOnlyList<Arrow> arrows)
    {
        var followers = arrows.SelectMany(arrow => arrow.After, (arrow, before) => (arrow, before)).ToLookup(pair => pair.before, pair => pair.arrow);
        var open = arrows.ToDictionary(arrow => arrow, arrow => arrow.After.Count);
        var ready = new PriorityQueue<Arrow, DateTimeOffset>(arrows.Where(arrow => arrow.After.Count == 0).Select(arrow => (arrow, arrow.Time)));
        while (open.Count > 0)
        {
            // Causes have no circles, but what arrives from elsewhere may be anything: then time alone decides where to break one.
            var next = ready.Count > 0 ? ready.Dequeue() : open.Keys.MinBy(arrow => arrow.Time)!;
            if (!open.Remove(next))
            {
                continue;
            }

            yield return next;
            foreach (var follower in followers[next].Where(open.ContainsKey))
            {
                if (--open[follower] == 0)
                {
                    ready.Enqueue(follower, follower.Time);
                }
            }
        }
    }
}
