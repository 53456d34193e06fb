using System.IO.Compression;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Looks into an archive without unpacking it to anywhere.</summary>
internal sealed class ArchiveInspector(PolicyOptions options)
{
    /// <summary>Looks. What is no archive that is known here has nothing wrong.</summary>
    /// <param name="bytes">Of the upload.</param>
    /// <param name="kind">What it is by its first bytes.</param>
    /// <param name="extension">What its name says that it is.</param>
    /// <param name="cancellationToken">The step's.</param>
    public async ValueTask<ArchiveBudget> InspectAsync(IRandomBytes bytes, ContentKind? kind, string extension, CancellationToken cancellationToken)
    {
        var budget = new ArchiveBudget(bytes.Length, options);
        try
        {
            if (kind == ContentKinds.Zip || (ContentKinds.Zip.IsCalled(extension) && await ZipEnd.IsThereAsync(bytes, cancellationToken)))
            {
                await new ZipInspector(budget).InspectAsync(bytes, depth: 0, cancellationToken);
            }
            else
            {
                await InspectStreamAsync(bytes, kind, budget, cancellationToken);
            }
        }
        // The second: a length that is none, added to another.
        catch (Exception exception) when (exception is InvalidDataException or OverflowException)
        {
            budget.AddMalformed();
        }

        return budget;
    }

    private static async ValueTask InspectStreamAsync(IRandomBytes bytes, ContentKind? kind, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        await using var stream = new RandomBytesStream(bytes);
        if (kind == ContentKinds.Gzip)
        {
            await using var inflated = new GZipStream(stream, CompressionMode.Decompress);
            await TarInspector.InspectAsync(new BudgetedReader(inflated, budget), budget, cancellationToken);
        }
        else if (kind is null && await TarHeader.IsAtStartAsync(bytes, cancellationToken))
        {
            await TarInspector.InspectAsync(new BudgetedReader(stream, budget), budget, cancellationToken);
        }
    }
}
