using Aspire.Hosting.Offline;

namespace Aspire.Hosting.Testing;

public static class DistributedApplicationTestingBuilder
{
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Runs the AppHost of <typeparamref name="TEntryPoint"/> up to its Build(), with random ports.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var entryPoint = new EntryPoint(typeof(TEntryPoint).Assembly, args);
        entryPoint.Start();
        return new TestingBuilder(await entryPoint.Described.WaitAsync(cancellationToken).ConfigureAwait(false), entryPoint);
    }
}
