namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Looks into a ZIP archive: first at what its directory says, then whether that is true.</summary>
internal sealed class ZipInspector(ArchiveBudget budget)
{
    /// <summary>Looks at all of it, until something is found.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async ValueTask InspectAsync(IRandomBytes bytes, int depth, CancellationToken cancellationToken)
    {
        var end = await ZipEnd.FindAsync(bytes, cancellationToken);
        // Before anything is read or kept for each of them.
        budget.AddEntries(end.Entries);
        if (budget.Refused is null)
        {
            await InspectDirectoryAsync(bytes, end, cancellationToken);
        }

        // A second time, because not all of them are kept.
        if (budget.Refused is null)
        {
            await InspectDataAsync(bytes, end, depth, cancellationToken);
        }
    }

    private async ValueTask InspectDirectoryAsync(IRandomBytes bytes, ZipEnd end, CancellationToken cancellationToken)
    {
        var places = new List<(long Start, long End)>();
        await foreach (var entry in ZipDirectory.ReadAsync(bytes, end, cancellationToken))
        {
            places.Add((entry.Offset, entry.End));
            budget.AddName(entry.Name);
            budget.AddUnpacked(entry.Unpacked);
            if (entry.IsEncrypted)
            {
                budget.AddEncrypted();
            }

            if (budget.Refused is not null)
            {
                return;
            }
        }

        places.Sort();
        for (var index = 1; index < places.Count; index++)
        {
            if (places[index].Start < places[index - 1].End)
            {
                // The same bytes under many names: 10 MB that unpack to 281 TB (Fifield, "A better zip bomb").
                budget.AddTrick("Files in the archive overlap each other.");
            }
        }
    }

    private async ValueTask InspectDataAsync(IRandomBytes bytes, ZipEnd end, int depth, CancellationToken cancellationToken)
    {
        await foreach (var entry in ZipDirectory.ReadAsync(bytes, end, cancellationToken))
        {
            var data = await ZipData.OpenAsync(bytes, entry, budget, cancellationToken);
            if (data is null)
            {
                budget.AddUnseen();
            }
            else if (budget.Refused is null && !entry.IsEncrypted)
            {
                await InspectMemberAsync(entry, data, depth, cancellationToken);
            }

            if (budget.Refused is not null)
            {
                return;
            }
        }
    }

    private async ValueTask InspectMemberAsync(ZipEntry entry, ZipData data, int depth, CancellationToken cancellationToken)
    {
        var inflated = await data.InflateAsync(budget, cancellationToken);
        if (entry.IsLink && budget.Refused is null)
        {
            budget.AddLink(entry.Name, await inflated.TextAsync(cancellationToken));
        }

        if (inflated.IsZip && budget.Refused is null)
        {
            budget.AddNesting(depth + 1);
            if (inflated.Kept is null)
            {
                budget.AddUnseen();
            }
            else if (budget.Refused is null)
            {
                await InspectAsync(inflated.Kept, depth + 1, cancellationToken);
            }
        }
    }
}
