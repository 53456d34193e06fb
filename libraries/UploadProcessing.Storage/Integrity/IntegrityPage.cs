using System.Runtime.CompilerServices;

namespace UploadProcessing.Storage.Integrity;

/// <summary>What is wrong on one page of rows.</summary>
/// <param name="Found">Often nothing.</param>
/// <param name="Next">Where the next page begins; null: this was the last.</param>
public sealed record IntegrityPage<T>(IReadOnlyList<T> Found, string? Next);

internal static class IntegrityPages
{
    private const int Rows = 1000;

    /// <summary>All pages, each read in a transaction of its own.</summary>
    public static async IAsyncEnumerable<T> ReadPagesAsync<T>(
        this IMetadataStore metadata,
        Func<IIntegrityStore, string?, int, ValueTask<IntegrityPage<T>>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await metadata.ReadAsync(transaction => read(transaction.Integrity, after, Rows), cancellationToken);
            foreach (var found in page.Found)
            {
                yield return found;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
