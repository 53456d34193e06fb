using UploadProcessing.LoadTests.Http;

namespace UploadProcessing.LoadTests.Ways;

/// <summary>How one file is uploaded.</summary>
/// <param name="client">Of the thread that does it.</param>
/// <param name="name">The file's.</param>
/// <param name="size">Its bytes.</param>
/// <exception cref="UploadFailed">It was refused.</exception>
internal delegate void Way(Client client, string name, long size);

/// <summary>The ways there are.</summary>
internal static class Uploading
{
    /// <summary>One <c>PUT</c>.</summary>
    public static Way Put(Server server) => (client, name, size) => Expect(client.Send(server.Put(name, size)));

    /// <summary><c>POST</c>, then <c>PATCH</c> with all bytes.</summary>
    public static Way Patch(Server server) => (client, name, size) => Expect(client.Send(server.Patch(Create(client, server, name, size), size)));

    /// <summary><c>POST</c> with all bytes.</summary>
    public static Way Create(Server server) => (client, name, size) => Expect(client.Send(server.Post(name, size, withBytes: true)));

    /// <summary>Creates an upload without sending any of it.</summary>
    /// <returns>Where it is.</returns>
    public static string Create(Client client, Server server, string name, long size)
    {
        var created = client.Send(server.Post(name, size, withBytes: false));
        Expect(created);
        return created.Location ?? throw new UploadFailed("The creation was answered without a Location.");
    }

    /// <summary>Creates an upload that is to be watched.</summary>
    /// <returns>Where it is, and where its progress is.</returns>
    public static (string Location, string Progress) CreateWatched(Client client, Server server, string name, long size)
    {
        var created = client.Send(server.Post(name, size, withBytes: false));
        Expect(created);
        return created is { Location: { } location, Progress: { } progress }
            ? (location, progress)
            : throw new UploadFailed("The creation was answered without a Location or a Progress-Location.");
    }

    private static void Expect(Answer answer)
    {
        if (!answer.IsSuccess)
        {
            throw new UploadFailed($"Answered with {answer.Status}.");
        }
    }
}
